using System.Net.Sockets;
using ActorMesh.Runtime.Boot;

namespace ActorMesh.DataPlane.Bytes;

/// <summary>
/// The last file descriptors are kept from traffic. Without one the runtime cannot start a thread, which ends the process, and nobody could ask
/// the admin API why.
/// </summary>
/// <remarks>The system gives out the lowest number that is free, so a number tells how many are in use.</remarks>
internal static class DescriptorReserve
{
    public const int Size = 64;

    private static readonly long First = (FileDescriptors.Max ?? long.MaxValue) - Size;

    /// <summary>True when a socket that was just opened took one of them: it is to be closed at once.</summary>
    public static bool Holds(Socket opened) => opened.Handle >= First;
}

using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace ActorMesh.Cli.Spiffe;

/// <summary>Who is at the other end of a Unix socket, as the kernel saw it connect. Of one that listens: who opened it.</summary>
/// <param name="ProcessId">It may have ended since.</param>
internal readonly record struct SocketPeer(int ProcessId, uint User)
{
    // SOL_SOCKET and SO_PEERCRED of Linux, which gives pid, uid and gid.
    private const int SocketLevel = 1, PeerCredentials = 17, NumbersOfPeer = 3;

    /// <exception cref="SocketException">It cannot be told.</exception>
    public static SocketPeer Of(Socket socket)
    {
        Span<int> credentials = stackalloc int[NumbersOfPeer];
        socket.GetRawSocketOption(SocketLevel, PeerCredentials, MemoryMarshal.AsBytes(credentials));
        return new SocketPeer(credentials[0], unchecked((uint)credentials[1]));
    }

    public override string ToString() => $"process {ProcessId} (uid {User})";
}

using System.Buffers;

namespace ActorMesh.DataPlane.Routing.Actions;

/// <summary>Keeps bytes out of a Host field that could make two readers see two hosts.</summary>
internal static class HostSyntax
{
    private static readonly SearchValues<byte> Allowed =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.-_~:[]%!$&'()*+,;="u8);

    /// <summary>True for a host and optional port made of the characters of RFC 3986 section 3.2.2 only.</summary>
    public static bool IsPlausible(ReadOnlySpan<byte> host) => !host.IsEmpty && !host.ContainsAnyExcept(Allowed);
}

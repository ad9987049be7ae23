using System.Buffers;

namespace ActorMesh.DataPlane.Http.Http1;

/// <summary>Which octets may stand where (RFC 9110 section 5.6.2, RFC 9112 section 3.2), as vectorised searches.</summary>
internal static class Octets
{
    /// <summary>tchar: what methods and field names are made of.</summary>
    public static readonly SearchValues<byte> Token =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"u8);

    /// <summary>Controls that no field value may hold: all but the tab.</summary>
    public static readonly SearchValues<byte> ForbiddenInValue = SearchValues.Create(Controls(except: (byte)'\t'));

    /// <summary>What no request target may hold: controls, space, fragment mark, and everything outside ASCII.</summary>
    public static readonly SearchValues<byte> ForbiddenInTarget = SearchValues.Create(
        [.. Controls(except: 0xFF), (byte)' ', (byte)'#', .. Enumerable.Range(0x80, 0x80).Select(octet => (byte)octet)]);

    /// <summary>reg-name without escapes, IP literal and port of a Host field (RFC 3986 section 3.2).</summary>
    public static readonly SearchValues<byte> Host =
        SearchValues.Create("-._~!$&'()*+;=:[]0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"u8);

    /// <summary>What an IPv6 address is written with (RFC 3986 section 3.2.2).</summary>
    public static readonly SearchValues<byte> Address = SearchValues.Create("0123456789abcdefABCDEF:."u8);

    public static bool IsToken(ReadOnlySpan<byte> text) => !text.IsEmpty && !text.ContainsAnyExcept(Token);

    public static ReadOnlySpan<byte> TrimBlanks(ReadOnlySpan<byte> text) => text.Trim(" \t"u8);

    private static byte[] Controls(byte except) =>
        [.. Enumerable.Range(0, 0x20).Append(0x7F).Select(octet => (byte)octet).Where(octet => octet != except)];
}

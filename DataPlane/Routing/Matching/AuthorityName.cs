using System.Text;

namespace ActorMesh.DataPlane.Routing.Matching;

/// <summary>The one form in which authorities are compared: lower case, without the dot that ends a full DNS name.</summary>
internal static class AuthorityName
{
    /// <summary>
    /// Writes the form of <paramref name="authority"/> into <paramref name="buffer"/>, which must be as long, and returns it.
    /// </summary>
    /// <param name="authority">Host and optional port as sent.</param>
    /// <param name="ignorePort">Drops the port too.</param>
    /// <param name="buffer">Where the result goes.</param>
    public static ReadOnlySpan<byte> Normalise(ReadOnlySpan<byte> authority, bool ignorePort, Span<byte> buffer)
    {
        Ascii.ToLower(authority, buffer, out var length);
        // Bytes above 127 stop the conversion; no configured name has them, so they are kept to compare unequal.
        if (length < authority.Length) authority[length..].CopyTo(buffer[length..]);
        var port = PortStart(authority);
        var host = port < 0 ? authority.Length : port;
        var end = host > 0 && buffer[host - 1] == '.' ? host - 1 : host;
        if (ignorePort || port < 0) return buffer[..end];
        if (end == host) return buffer[..authority.Length];
        buffer[host..authority.Length].CopyTo(buffer[end..]);
        return buffer[..(authority.Length - 1)];
    }

    /// <summary>Where the colon of the port stands, or -1. The colons of an IPv6 address in brackets are none.</summary>
    public static int PortStart(ReadOnlySpan<byte> authority)
    {
        var colon = authority.LastIndexOf((byte)':');
        if (colon < 0) return -1;
        foreach (var digit in authority[(colon + 1)..])
            if (digit is < (byte)'0' or > (byte)'9') return -1;
        return authority[0] == '[' && authority[colon - 1] != ']' ? -1 : colon;
    }
}

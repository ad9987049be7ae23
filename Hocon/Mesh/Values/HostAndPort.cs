using System.Globalization;
using System.Net;
using System.Net.Sockets;
using ActorMesh.Hocon.Mesh.Schema;

namespace ActorMesh.Hocon.Mesh.Values;

/// <summary><c>host:port</c>, <c>[v6]:port</c>, or a host alone.</summary>
public static class HostAndPort
{
    /// <param name="port">Null when none is written.</param>
    public static bool TryParse(string text, out string host, out int? port)
    {
        port = null;
        host = text;
        var colon = text.LastIndexOf(':');
        var isBareV6 = text.IndexOf(':', StringComparison.Ordinal) != colon && !text.StartsWith('[');
        if (colon >= 0 && !isBareV6 && !text.EndsWith(']'))
        {
            if (!int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number is < 1 or > 65535) return false;
            (host, port) = (text[..colon], number);
        }
        if (!host.StartsWith('[')) return TextForms.IsHost(host);
        host = host.Trim('[', ']');
        return IPAddress.TryParse(host, out var address) && address.AddressFamily == AddressFamily.InterNetworkV6;
    }
}

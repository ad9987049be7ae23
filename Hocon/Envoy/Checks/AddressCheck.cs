using System.Globalization;
using System.Net;
using ActorMesh.Hocon.Reading;
using ActorMesh.Runtime.Contracts.Envoy.Core;
using SocketAddress = ActorMesh.Runtime.Contracts.Envoy.Core.SocketAddress;

namespace ActorMesh.Hocon.Envoy.Checks;

internal static class AddressCheck
{
    private const int PortMax = 65535;
    private const int HostNameLengthMax = 253;

    public static void Run(Address address, CheckContext context) => context.RequireOneOf(address, Address.SocketAddressFieldNumber);

    public static void Run(SocketAddress address, CheckContext context)
    {
        context.Require(address, SocketAddress.AddressFieldNumber);
        context.RequireOneOf(address, SocketAddress.PortValueFieldNumber);
        if (address.Protocol == SocketAddress.Types.Protocol.Udp)
            context.Error(address, SocketAddress.ProtocolFieldNumber, "UDP is not supported yet", "use TCP");
        if (address.PortValue > PortMax)
            context.Error(address, SocketAddress.PortValueFieldNumber, $"the port {address.PortValue} is outside 0..{PortMax}");
    }

    /// <summary>Reports an address that is not an IP literal.</summary>
    public static bool RequireIp(SocketAddress address, CheckContext context, string? hint = null)
    {
        if (address.Address.Length == 0) return false;
        if (IsIp(address.Address)) return true;
        context.Error(
            address, SocketAddress.AddressFieldNumber,
            $"{Quoted.Of(address.Address)} is not an IP address",
            HintFor(address.Address) ?? hint);
        return false;
    }

    /// <summary>Reports an address that is neither an IP literal nor a name that DNS could know.</summary>
    public static void RequireHost(SocketAddress address, CheckContext context)
    {
        var host = address.Address;
        if (host.Length == 0 || IsIp(host)) return;
        var isName = host.Length <= HostNameLengthMax && host.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.');
        if (!isName) context.Error(address, SocketAddress.AddressFieldNumber, $"{Quoted.Of(host)} is not a host name", HintFor(host));
    }

    // Not IPAddress.TryParse alone: it takes 1, 0x7f.1 and 010.0.0.1, which other programs read as other addresses.
    private static bool IsIp(string text)
    {
        if (text.Contains(':', StringComparison.Ordinal)) return text[0] != '[' && IPAddress.TryParse(text, out _);
        var parts = text.Split('.');
        return parts.Length == 4 && parts.All(part =>
            byte.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number.ToString(CultureInfo.InvariantCulture) == part);
    }

    private static string? HintFor(string text)
    {
        if (text == "localhost") return "write 127.0.0.1";
        if (text == "*") return "write 0.0.0.0";
        if (text.StartsWith('[') && text.EndsWith(']')) return "leave out the brackets";
        if (text.Contains("://", StringComparison.Ordinal)) return "leave out the scheme";
        var colon = text.LastIndexOf(':');
        return colon > 0 && text[(colon + 1)..].All(char.IsAsciiDigit) ? "put the port into port_value" : null;
    }
}

using System.Net;
using System.Text.RegularExpressions;
using ActorMesh.Hocon.Reading;
using ActorMesh.Runtime.Contracts.Envoy.Bootstrapping;

namespace ActorMesh.Cli.Sidecars;

/// <summary>Where the admin API listens: <c>admin.address</c> of the bootstrap, on loopback only.</summary>
/// <remarks>Whoever reaches the port can drain the proxy and read its configuration, so it is not for the network.</remarks>
internal static partial class AdminAddress
{
    public const string FieldPath = "admin.address.socket_address";

    /// <param name="problem">What is wrong and what to write; empty when all is well.</param>
    /// <returns>Null when the file asks for no admin API, or when there is a problem.</returns>
    public static IPEndPoint? Read(Runtime.Contracts.Envoy.Bootstrapping.Admin? admin, out string problem)
    {
        problem = "";
        if (admin is null) return null;
        if (admin.Address?.SocketAddress is not { } socket)
            problem = "the admin API listens on a socket_address only; write socket_address: { address: 127.0.0.1, port_value: 15000 }";
        else if (!IPAddress.TryParse(socket.Address, out var address))
            problem = $"'{socket.Address}' is not an IP address; write 127.0.0.1 or ::1";
        else if (!IPAddress.IsLoopback(address))
            problem = $"{socket.Address} is not a loopback address, and whoever reaches the admin API can drain this proxy; write 127.0.0.1 or ::1";
        else if (socket.PortValue is 0 or > 65535)
            problem = $"port_value {socket.PortValue} is not a port from 1 to 65535";
        else
            return new IPEndPoint(address, (int)socket.PortValue);
        return null;
    }

    /// <summary>The line of the file that starts the section; the file's start when it is written in an unusual way.</summary>
    public static SourcePosition FindIn(string text)
    {
        var key = SectionKey.Match(text);
        return key.Success ? new SourcePosition(text.AsSpan(0, key.Index).Count('\n') + 1, 1) : SourcePosition.Start;
    }

    [GeneratedRegex("""^["']?admin["']?[ ]*:""", RegexOptions.Multiline | RegexOptions.NonBacktracking)]
    private static partial Regex SectionKey { get; }
}

using System.Globalization;
using ActorMesh.Tests.EndToEnd.Rig.Processes;

namespace ActorMesh.Tests.EndToEnd.Rig.Security;

/// <summary>OpenSSL's own program as client and server: it does what it is told, whatever is wrong with that.</summary>
internal static class OpenSsl
{
    public const string Request = "GET /proof HTTP/1.1\r\nHost: proof\r\nConnection: close\r\n\r\n";

    /// <summary>So old that only <c>SECLEVEL=0</c> speaks it.</summary>
    public static readonly string[] Tls11 = ["-tls1_1", "-cipher", "ALL:@SECLEVEL=0"];

    /// <summary>Connects, sends a request, and stays until the other side ends the connection.</summary>
    /// <param name="shown">Null to show no certificate.</param>
    /// <param name="server">HOST:PORT.</param>
    public static async Task<TlsAnswer> Connect(string server, PemFiles? shown, string protocol = "http/1.1", string request = Request, params string[] options)
    {
        string[] own = shown is null ? [] : ["-cert", shown.Certificate, "-key", shown.Key];
        var result = await Command.Run("openssl", ["s_client", "-connect", server, "-ign_eof", "-alpn", protocol, .. own, .. options], TimeSpan.FromSeconds(20), request);
        return new TlsAnswer($"{result}");
    }

    /// <summary>A server that answers any request with 200, and looks at no client.</summary>
    public static async Task<ChildProcess> Serve(int port, PemFiles shown)
    {
        var number = port.ToString(CultureInfo.InvariantCulture);
        var server = ChildProcess.Start("openssl", ["s_server", "-accept", $"127.0.0.1:{number}", "-cert", shown.Certificate, "-key", shown.Key, "-www", "-alpn", "http/1.1"]);
        await Eventually.Holds("openssl s_server listens", () => server.HasExited || server.Output.Contains("ACCEPT", StringComparison.Ordinal));
        return server.HasExited ? throw new InvalidOperationException(server.Output) : server;
    }
}

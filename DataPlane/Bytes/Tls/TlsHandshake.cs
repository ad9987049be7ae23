using System.ComponentModel;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using ActorMesh.DataPlane.Security;

namespace ActorMesh.DataPlane.Bytes.Tls;

/// <summary>Secures one connection. Whoever began it sets its limit: a connection that is aborted meanwhile ends the handshake.</summary>
/// <param name="onEnded">Called once, from any thread.</param>
internal sealed class TlsHandshake(SocketConnection wire, PeerCheck check, Action<TlsHandshake> onEnded)
{
    /// <summary>Set when it went well.</summary>
    public TlsConnection? Connection { get; private set; }

    /// <summary>Set when it failed: why. The connection is closed then.</summary>
    public string? Problem { get; private set; }

    public void AsServer(SslServerAuthenticationOptions options) => _ = Run(ssl => ssl.AuthenticateAsServerAsync(options));

    public void AsClient(SslClientAuthenticationOptions options) => _ = Run(ssl => ssl.AuthenticateAsClientAsync(options));

    private async Task Run(Func<SslStream, Task> authenticate)
    {
        var stream = new WireStream(wire) { ContinuesElsewhere = true };
        var ssl = new SslStream(stream, leaveInnerStreamOpen: true);
        try
        {
            await authenticate(ssl).ConfigureAwait(false);
            Connection = new TlsConnection(wire, stream, ssl, check.Peer, check.LocalUri);
        }
        catch (Exception e) when (e is AuthenticationException or IOException or InvalidOperationException or CryptographicException or Win32Exception or ArgumentException)
        {
            Problem = check.Problem ?? Innermost(e).Message;
            wire.Dispose();
            await ssl.DisposeAsync().ConfigureAwait(false);
        }

        onEnded(this);
    }

    private static Exception Innermost(Exception e) => e.InnerException is { } inner ? Innermost(inner) : e;
}

using System.Net.Security;
using ActorMesh.DataPlane.Security;

namespace ActorMesh.DataPlane.Bytes.Tls.Streams;

/// <summary>A handshake of the framework's.</summary>
internal sealed class StreamHandshake(SocketConnection wire, PeerCheck check, Func<SslStream, Task> authenticate, Action<TlsHandshake> onEnded) : TlsHandshake(onEnded)
{
    protected override void Run() => _ = Authenticate();

    private async Task Authenticate()
    {
        var stream = new WireStream(wire) { ContinuesElsewhere = true };
        var ssl = new SslStream(stream, leaveInnerStreamOpen: true);
        try
        {
            await authenticate(ssl).ConfigureAwait(false);
            Succeed(new StreamConnection(wire, stream, ssl, check));
        }
        catch (Exception e) // Whatever it is, somebody waits for the end.
        {
            await ssl.DisposeAsync().ConfigureAwait(false);
            Fail(check.Problem ?? Innermost(e).Message);
        }
    }

    private static Exception Innermost(Exception e) => e.InnerException is { } inner ? Innermost(inner) : e;
}

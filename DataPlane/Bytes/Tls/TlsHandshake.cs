using System.Security.Cryptography;
using ActorMesh.DataPlane.Bytes.Epoll;
using ActorMesh.DataPlane.Bytes.Tls.OpenSsl;
using ActorMesh.DataPlane.Bytes.Tls.Streams;
using ActorMesh.DataPlane.Security;

namespace ActorMesh.DataPlane.Bytes.Tls;

/// <summary>Secures one connection. Whoever began it sets its limit: a connection that is aborted meanwhile ends the handshake.</summary>
/// <remarks>
/// On Linux it is OpenSSL itself over the sockets of epoll, which tells a peer by the right alert why it was refused, and costs less; elsewhere, and
/// where there is no OpenSSL 3, it is the framework's <see cref="System.Net.Security.SslStream"/>.
/// </remarks>
internal abstract class TlsHandshake(Action<TlsHandshake> onEnded)
{
    /// <summary>Set when it went well.</summary>
    public TlsConnection? Connection { get; private set; }

    /// <summary>Set when it failed: why. The peer was told what there is to tell it; the connection is the caller's to close.</summary>
    public string? Problem { get; private set; }

    /// <summary>Makes ready to secure a client's connection. Null while a secret is not there.</summary>
    /// <param name="onEnded">Called once, from any thread.</param>
    public static TlsHandshake? With(PlainConnection client, ServerTls tls, SecretStore secrets, Action<TlsHandshake> onEnded)
    {
        if (HandshakeSecrets.Of(tls, secrets) is not { } own) return null;
        return client is EpollConnection epoll && LibSsl.IsThere
            ? OpenSsl(() => new OpenSslHandshake(epoll, SslContext.Of(tls, own.Identity!), own.Check, onEnded), onEnded)
            : new StreamHandshake(client, own.Check, ssl => ssl.AuthenticateAsServerAsync(StreamOptions.Of(tls, own)), onEnded);
    }

    /// <summary>Makes ready to secure a connection to an endpoint. Null while a secret is not there.</summary>
    /// <inheritdoc cref="With(PlainConnection, ServerTls, SecretStore, Action{TlsHandshake})"/>
    public static TlsHandshake? With(PlainConnection endpoint, UpstreamSecurity security, Action<TlsHandshake> onEnded)
    {
        if (HandshakeSecrets.Of(security) is not { } own) return null;
        return endpoint is EpollConnection epoll && LibSsl.IsThere
            ? OpenSsl(() => new OpenSslHandshake(epoll, SslContext.Of(security.Tls, own.Identity), own.Check, onEnded) { To = security }, onEnded)
            : new StreamHandshake(endpoint, own.Check, ssl => ssl.AuthenticateAsClientAsync(StreamOptions.Of(security, own)), onEnded);
    }

    /// <summary>Begins, on a thread of the pool: each step takes a millisecond, and a thread that serves sockets would keep all its connections waiting.</summary>
    public void Start() => HandshakeSteps.Enqueue(Run);

    protected abstract void Run();

    private static TlsHandshake OpenSsl(Func<OpenSslHandshake> make, Action<TlsHandshake> onEnded)
    {
        try
        {
            return make();
        }
        catch (CryptographicException e)
        {
            return new Unusable(e.Message, onEnded);
        }
    }

    protected void Succeed(TlsConnection connection)
    {
        Connection = connection;
        onEnded(this);
    }

    protected void Fail(string problem)
    {
        Problem = problem;
        onEnded(this);
    }

    /// <summary>Our own certificate is not to be used.</summary>
    private sealed class Unusable(string problem, Action<TlsHandshake> onEnded) : TlsHandshake(onEnded)
    {
        protected override void Run() => Fail(problem);
    }
}

using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using ActorMesh.DataPlane.Bytes.Tls.Streams;
using ActorMesh.DataPlane.Security;

namespace ActorMesh.DataPlane.Endpoints.Probing;

/// <summary>Opens the connections that probes are sent on: as secured as those of requests.</summary>
internal static class ProbeConnection
{
    /// <param name="security">Null: it is plain.</param>
    /// <exception cref="SocketException">Nobody takes the connection.</exception>
    /// <exception cref="IOException">It could not be secured; the message says why.</exception>
    public static async Task<Stream> Open(EndPoint address, UpstreamSecurity? security, CancellationToken cancel)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(address, cancel);
            var plain = new NetworkStream(socket, ownsSocket: true);
            return security is null ? plain : await Secure(plain, security, cancel);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static async Task<SslStream> Secure(NetworkStream plain, UpstreamSecurity security, CancellationToken cancel)
    {
        if (HandshakeSecrets.Of(security) is not { } own) throw new IOException("our own certificate, or the roots to check the endpoint's by, have not come yet");
        var ssl = new SslStream(plain);
        try
        {
            await ssl.AuthenticateAsClientAsync(StreamOptions.Of(security, own), cancel);
            return ssl;
        }
        catch (AuthenticationException e)
        {
            throw new IOException($"the connection could not be secured: {own.Check.Problem ?? e.Message}", e);
        }
    }
}

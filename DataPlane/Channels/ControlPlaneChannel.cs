using System.Net.Http;
using System.Net.Sockets;
using Grpc.Net.Client;

namespace ActorMesh.DataPlane.Channels;

/// <summary>How every connection to a control plane is set up: HTTP/2 over mutual TLS, never by way of a proxy, and kept alive by the system.</summary>
public static class ControlPlaneChannel
{
    /// <summary>A longer answer ends the call.</summary>
    private const int AnswerBytesMax = 64 * 1024 * 1024;

    private static readonly TimeSpan ConnectLimit = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan PingLimit = TimeSpan.FromSeconds(5);

    /// <param name="server">HOST:PORT.</param>
    /// <param name="tls">Null for none: foreign servers, and where nobody is asked who they are.</param>
    /// <param name="pingEvery">How often a silent connection is asked whether it lives; null leaves that to TCP. Foreign servers may take often for rude.</param>
    /// <exception cref="UriFormatException"><paramref name="server"/> is no address.</exception>
    public static GrpcChannel To(string server, ControlPlaneTls? tls, TimeSpan? pingEvery) => GrpcChannel.ForAddress(AddressOf(server, tls), new GrpcChannelOptions
    {
        HttpHandler = Handler(tls, pingEvery),
        DisposeHttpClient = true,
        MaxReceiveMessageSize = AnswerBytesMax,
    });

    /// <exception cref="UriFormatException"><paramref name="server"/> is no address.</exception>
    public static Uri AddressOf(string server, ControlPlaneTls? tls) => new($"{(tls is null ? "http" : "https")}://{server}");

    /// <inheritdoc cref="To"/>
    public static SocketsHttpHandler Handler(ControlPlaneTls? tls, TimeSpan? pingEvery) => new()
    {
        ConnectTimeout = ConnectLimit,
        ConnectCallback = async (context, cancellation) =>
        {
            var plain = await Connect(context, cancellation);
            // A stream that is secured already is taken as it is.
            return tls is null ? plain : await tls.Secure(plain, context.DnsEndPoint.Host, cancellation);
        },
        KeepAlivePingDelay = pingEvery ?? Timeout.InfiniteTimeSpan,
        KeepAlivePingTimeout = PingLimit,
        UseProxy = false,
        AllowAutoRedirect = false,
    };

    private static async ValueTask<Stream> Connect(SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, optionValue: true);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, 10);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, 3);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, 3);
            await socket.ConnectAsync(context.DnsEndPoint, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}

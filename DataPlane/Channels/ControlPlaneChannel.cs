using System.Net.Http;
using System.Net.Sockets;
using Grpc.Net.Client;

namespace ActorMesh.DataPlane.Channels;

/// <summary>How every connection to a control plane is set up: HTTP/2 without TLS, never by way of a proxy, and kept alive by the system.</summary>
public static class ControlPlaneChannel
{
    /// <summary>A longer answer ends the call.</summary>
    private const int AnswerBytesMax = 64 * 1024 * 1024;

    private static readonly TimeSpan ConnectLimit = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan PingLimit = TimeSpan.FromSeconds(5);

    /// <param name="server">HOST:PORT.</param>
    /// <param name="pingEvery">How often a silent connection is asked whether it lives; null leaves that to TCP. Foreign servers may take often for rude.</param>
    /// <exception cref="UriFormatException"><paramref name="server"/> is no address.</exception>
    public static GrpcChannel To(string server, TimeSpan? pingEvery) => GrpcChannel.ForAddress($"http://{server}", new GrpcChannelOptions
    {
        HttpHandler = new SocketsHttpHandler
        {
            ConnectTimeout = ConnectLimit,
            ConnectCallback = Connect,
            KeepAlivePingDelay = pingEvery ?? Timeout.InfiniteTimeSpan,
            KeepAlivePingTimeout = PingLimit,
            UseProxy = false,
            AllowAutoRedirect = false,
        },
        DisposeHttpClient = true,
        MaxReceiveMessageSize = AnswerBytesMax,
    });

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

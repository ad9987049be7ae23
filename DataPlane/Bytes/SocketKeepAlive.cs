using System.Net.Sockets;

namespace ActorMesh.DataPlane.Bytes;

/// <summary>TCP's own probing of a silent peer. Null leaves what the operating system does.</summary>
/// <param name="Probes">Probes without an answer after which the connection is given up.</param>
/// <param name="TimeSeconds">Silence before the first probe.</param>
/// <param name="IntervalSeconds">Between probes.</param>
public sealed record SocketKeepAlive(int? Probes, int? TimeSeconds, int? IntervalSeconds)
{
    /// <exception cref="SocketException">The connection has ended already.</exception>
    public void Set(Socket socket)
    {
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
        if (Probes is { } probes) socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, probes);
        if (TimeSeconds is { } time) socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, time);
        if (IntervalSeconds is { } interval) socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, interval);
    }
}

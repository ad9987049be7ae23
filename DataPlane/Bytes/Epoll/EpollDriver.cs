using System.Net;
using System.Net.Sockets;

namespace ActorMesh.DataPlane.Bytes.Epoll;

/// <summary>Sockets that epoll watches, each on one <see cref="Poller"/>.</summary>
internal sealed class EpollDriver : SocketDriver
{
    public override SocketConnection Adopt(Socket connected)
    {
        var connection = new EpollConnection(connected, Poller.Next);
        connection.Watch();
        return connection;
    }

    public override SocketAcceptor Accept(Socket listening, IAcceptorOwner owner) => new EpollAcceptor(listening, owner);

    public override SocketDial Dial(EndPoint to, Action<SocketDial> onEnded, SocketConnection? near = null, SocketKeepAlive? keepAlive = null) =>
        new EpollDial(to, onEnded, (near?.Carrier as EpollConnection)?.Poller ?? Poller.Near, keepAlive);
}

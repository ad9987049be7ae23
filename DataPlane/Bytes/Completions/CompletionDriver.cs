using System.Net;
using System.Net.Sockets;

namespace ActorMesh.DataPlane.Bytes.Completions;

/// <summary>The framework's own asynchronous sockets: everywhere, at the price of a look before every read.</summary>
internal sealed class CompletionDriver : SocketDriver
{
    public override SocketConnection Adopt(Socket connected) => new CompletionConnection(connected);

    public override SocketAcceptor Accept(Socket listening, IAcceptorOwner owner) => new CompletionAcceptor(listening, owner);

    public override SocketDial Dial(EndPoint to, Action<SocketDial> onEnded, SocketConnection? near = null, SocketKeepAlive? keepAlive = null) =>
        new CompletionDial(to, onEnded, keepAlive);
}

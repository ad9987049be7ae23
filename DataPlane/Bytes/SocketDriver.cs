using System.Net;
using System.Net.Sockets;
using ActorMesh.DataPlane.Bytes.Completions;
using ActorMesh.DataPlane.Bytes.Epoll;
using ActorMesh.DataPlane.Bytes.Tls;
using ActorMesh.DataPlane.Security;

namespace ActorMesh.DataPlane.Bytes;

/// <summary>How this process learns that sockets are ready, and so where the streams of its connections run.</summary>
/// <remarks>
/// On Linux it asks epoll itself: a read that did not fill its buffer has emptied the socket, so nothing is asked twice, and a request costs
/// half of the system calls that it costs through the framework's completions, which serve everywhere else.
/// </remarks>
public abstract class SocketDriver
{
    /// <summary>Set to <c>completions</c>, this environment variable makes Linux do as the other systems do.</summary>
    public const string Choice = "ACTORMESH_SOCKETS";

    public static SocketDriver Current { get; } =
        OperatingSystem.IsLinux() && Environment.GetEnvironmentVariable(Choice) != "completions" ? new EpollDriver() : new CompletionDriver();

    /// <summary>Takes a connected socket into its care.</summary>
    /// <exception cref="SocketException">The connection has ended already.</exception>
    public abstract SocketConnection Adopt(Socket connected);

    /// <summary>Takes connections from a listening socket, once <see cref="SocketAcceptor.Run"/> is called.</summary>
    public abstract SocketAcceptor Accept(Socket listening, IAcceptorOwner owner);

    /// <summary>Prepares a connect; <see cref="SocketDial.Start"/> begins it.</summary>
    /// <param name="near">The connection that it will be used with: both are served by one thread. Null for that of the caller.</param>
    /// <param name="keepAlive">TCP keepalive of the connection; null for none.</param>
    public abstract SocketDial Dial(EndPoint to, Action<SocketDial> onEnded, SocketConnection? near = null, SocketKeepAlive? keepAlive = null);

    /// <summary>The same for a connection that is then secured.</summary>
    /// <param name="security">Null: it stays plain.</param>
    public SocketDial Dial(EndPoint to, UpstreamSecurity? security, Action<SocketDial> onEnded, SocketConnection? near = null, SocketKeepAlive? keepAlive = null) =>
        security is null ? Dial(to, onEnded, near, keepAlive) : new SecureDial(security, onTcp => Dial(to, onTcp, near, keepAlive), onEnded);
}

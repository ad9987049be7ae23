using System.Net.Sockets;

namespace ActorMesh.DataPlane.Bytes;

/// <summary>Whom a <see cref="SocketAcceptor"/> tells what happens. Called from any thread; must not block.</summary>
public interface IAcceptorOwner
{
    void OnAccepted(Socket connection);

    /// <summary>Accepting failed for now (no descriptor is left, say): call <see cref="SocketAcceptor.Run"/> again after a while.</summary>
    void OnPaused(SocketError why);

    /// <summary>The socket is closed, and every connection that it had given was handed over before.</summary>
    void OnClosed();
}

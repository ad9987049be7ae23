using System.Net;

namespace ActorMesh.DataPlane.Bytes;

/// <summary>An accepted connection on its way from listener to stream: its socket, and what the two have to tell each other.</summary>
/// <param name="onEnded">Called once, when the stream has let go of the socket.</param>
public sealed class ClientConnection(SocketConnection socket, Action<ClientConnection> onEnded)
{
    private volatile bool _isDraining;
    private volatile StageSignal? _drainSignal;

    public SocketConnection Socket => socket;

    public EndPoint? RemoteAddress { get; } = socket.Socket.RemoteEndPoint;

    public EndPoint? LocalAddress { get; } = socket.Socket.LocalEndPoint;

    /// <summary>True once the connection is to end as soon as that disturbs nobody.</summary>
    public bool IsDraining => _isDraining;

    /// <summary>The stage to wake when draining begins.</summary>
    internal StageSignal DrainSignal
    {
        set => _drainSignal = value;
    }

    public void Drain()
    {
        _isDraining = true;
        _drainSignal?.Fire();
    }

    /// <summary>Ends the connection now, whatever it is doing.</summary>
    public void Abort() => socket.Abort();

    public void Ended() => onEnded(this);
}

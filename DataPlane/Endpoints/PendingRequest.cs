using ActorMesh.DataPlane.Bytes;

namespace ActorMesh.DataPlane.Endpoints;

/// <summary>A request's place in the queue for a connection. Granted by whoever frees one, then its stage is woken.</summary>
public sealed class PendingRequest(StageSignal signal)
{
    private volatile UpstreamConnection? _granted;

    public StageSignal Signal => signal;

    /// <summary>The connection that was granted, in use or yet to be opened; null while the request still waits.</summary>
    public UpstreamConnection? Granted => _granted;

    /// <summary>Guarded by the pool's lock.</summary>
    internal bool IsQueued { get; set; }

    internal void Grant(UpstreamConnection connection)
    {
        connection.Owner = signal;
        _granted = connection;
        signal.Fire();
    }

    internal void Reset() => _granted = null;
}

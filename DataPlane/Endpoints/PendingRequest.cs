using ActorMesh.DataPlane.Bytes;

namespace ActorMesh.DataPlane.Endpoints;

/// <summary>A request's place in the queue for a connection. Granted by whoever frees one, then its stage is woken.</summary>
public sealed class PendingRequest(StageSignal signal)
{
    private volatile UpstreamConnection? _granted;

    public StageSignal Signal => signal;

    /// <summary>The connection that was granted, in use or yet to be opened; null while the request still waits.</summary>
    public UpstreamConnection? Granted => _granted;

    /// <summary>
    /// The pool in whose queue it waits; null when it waits nowhere. An entry that was left behind in another pool's queue is thereby void.
    /// </summary>
    internal UpstreamPool? QueuedIn { get; set; }

    /// <summary>Under the pool's lock. The caller fires the signal after it: it may run the stage at once.</summary>
    internal void Grant(UpstreamConnection connection)
    {
        connection.Owner = signal;
        _granted = connection;
    }

    internal void Reset() => _granted = null;
}

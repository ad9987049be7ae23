using ActorMesh.DataPlane.Bytes;

namespace ActorMesh.DataPlane.Endpoints;

/// <summary>A request's place in the queue for a connection. Granted by whoever frees one, then its stage is woken.</summary>
public sealed class PendingRequest
{
    private volatile UpstreamConnection? _granted;

    public PendingRequest(StageSignal signal)
    {
        Signal = signal;
        Place = new LinkedListNode<PendingRequest>(this);
    }

    public StageSignal Signal { get; }

    /// <summary>The connection that was granted, in use or yet to be opened; null while the request still waits.</summary>
    public UpstreamConnection? Granted => _granted;

    /// <summary>In the queue of the pool that it waits in. Made once.</summary>
    internal LinkedListNode<PendingRequest> Place { get; }

    /// <summary>The pool in whose queue it waits; null when it waits nowhere.</summary>
    internal UpstreamPool? QueuedIn { get; set; }

    /// <summary>Under the pool's lock. The caller fires the signal after it: it may run the stage at once.</summary>
    internal void Grant(UpstreamConnection connection)
    {
        connection.Owner = Signal;
        _granted = connection;
    }

    internal void Reset() => _granted = null;
}

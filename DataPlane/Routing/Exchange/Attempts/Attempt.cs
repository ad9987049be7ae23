using ActorMesh.DataPlane.Bytes;
using ActorMesh.DataPlane.Endpoints;
using ActorMesh.DataPlane.Resilience;
using ActorMesh.DataPlane.Routing.Retrying;
using ActorMesh.Runtime.Contracts.Envoy.Core;
using ActorMesh.Runtime.Time;

namespace ActorMesh.DataPlane.Routing.Exchange.Attempts;

/// <summary>One try of a request at one endpoint: what it holds, its connection, its own time limits. Reused.</summary>
internal sealed class Attempt(StageSignal signal, TimeProvider clock)
{
    private Instant _connectEnd = Instant.Never, _tryEnd = Instant.Never;
    private Instant _idleStart;
    private TimeSpan _tryLimit, _idleLimit;

    public AttemptHold Hold { get; } = new(clock);

    public UpstreamSide Upstream { get; } = new();

    public PendingRequest Pending { get; } = new(signal);

    public AttemptPhase Phase { get; set; }

    public bool IsUnderWay => Phase != AttemptPhase.None;

    /// <summary>When the first of its limits passes.</summary>
    public Instant FirstEnd(Instant lastMove) => Instant.Earlier(Instant.Earlier(_connectEnd, _tryEnd), IdleEnd(lastMove));

    /// <summary>Sets the limits of this try.</summary>
    /// <param name="requestIsComplete">Until then its time does not run.</param>
    public void Limit(RetryPolicy policy, bool requestIsComplete)
    {
        _connectEnd = _tryEnd = Instant.Never;
        _tryLimit = policy.PerTryTimeout ?? Timeout.InfiniteTimeSpan;
        _idleLimit = policy.PerTryIdleTimeout ?? Timeout.InfiniteTimeSpan;
        if (policy.PerTryIdleTimeout is not null) _idleStart = clock.Now; // What moved before this try does not count.
        if (requestIsComplete) RequestEnded();
    }

    public void RequestEnded() => _tryEnd = _tryLimit == Timeout.InfiniteTimeSpan ? Instant.Never : clock.Now + _tryLimit;

    public AcquireResult Acquire(RoutingPriority priority)
    {
        Phase = AttemptPhase.Connecting;
        return Upstream.Acquire(Hold.Endpoint!.PoolOf(priority), Pending);
    }

    /// <summary>True when the connect has ended at once.</summary>
    public bool Connect(RoutingPriority priority)
    {
        _connectEnd = clock.Now + Hold.Endpoint!.PoolOf(priority).Settings.ConnectTimeout;
        return Upstream.Connect();
    }

    public ConnectProgress LookForConnection() => Upstream.LookForConnection(Pending);

    public void Connected(Http.HttpMethod method)
    {
        _connectEnd = Instant.Never;
        Phase = AttemptPhase.Relaying;
        Upstream.Begin(method);
    }

    /// <summary>From here on only the limits of the whole request hold: its answer has begun to go to the client, or its time is over but it goes on beside another.</summary>
    public void Unlimit()
    {
        _connectEnd = _tryEnd = Instant.Never;
        _idleLimit = Timeout.InfiniteTimeSpan;
    }

    /// <summary>Which of its limits has passed; null when none has.</summary>
    public AttemptEnd? Expired(Instant lastMove)
    {
        var now = clock.Now;
        if (now >= _connectEnd) return AttemptEnd.ConnectTimedOut;
        return now >= _tryEnd || now >= IdleEnd(lastMove) ? AttemptEnd.TimedOut : null;
    }

    /// <summary>Ends the try and gives back what it holds, but keeps the request.</summary>
    /// <param name="priority">Of its route.</param>
    /// <param name="answerIsHere">See <see cref="UpstreamSide.Drop"/>.</param>
    public void Drop(RoutingPriority priority, bool answerIsHere = false)
    {
        if (!IsUnderWay) return;
        Leave(priority);
        Upstream.Drop(answerIsHere);
    }

    /// <summary>Ends the exchange for this try.</summary>
    public void LetGo(RoutingPriority priority, bool mayReuse, bool answerIsLent)
    {
        Leave(priority);
        Upstream.LetGo(mayReuse, answerIsLent);
    }

    private Instant IdleEnd(Instant lastMove) => (lastMove > _idleStart ? lastMove : _idleStart) + _idleLimit;

    private void Leave(RoutingPriority priority)
    {
        if (Phase == AttemptPhase.Connecting && !Upstream.HasConnection) Hold.Endpoint!.PoolOf(priority).Cancel(Pending);
        Phase = AttemptPhase.None;
        Unlimit();
        Hold.Release();
    }
}

using System.Net;
using ActorMesh.DataPlane.Bytes;
using ActorMesh.DataPlane.Security;
using ActorMesh.Runtime.Identity;
using ActorMesh.Runtime.Time;

namespace ActorMesh.DataPlane.Endpoints;

/// <summary>
/// The connections to one endpoint. The one used last is lent first, so that surplus ones grow old and are closed.
/// Requests beyond the cluster's connection limit wait in order.
/// </summary>
/// <remarks>
/// A lock guards the lists. It is held for some tens of nanoseconds, twice per request, and is uncontended unless two threads serve
/// the same endpoint at the same instant; a lock-free stack would need a node per return or a hazard scheme, and measured no faster.
/// </remarks>
public sealed class UpstreamPool(EndPoint address, ClusterLimits limits, PoolSettings settings, TimeProvider clock)
{
    private readonly Lock _lock = new();
    private readonly List<UpstreamConnection> _idle = [];
    private readonly HashSet<UpstreamConnection> _secured = [];
    private readonly LinkedList<PendingRequest> _queue = new();
    private DenyList _judgedBy = DenyList.Empty;
    private int _total;
    private int _generation;
    private bool _isDraining;

    public EndPoint Address => address;

    public PoolSettings Settings => settings;

    public ClusterLimits Limits => limits;

    /// <summary>How connections are secured; null: they are plain.</summary>
    public UpstreamSecurity? Security { get; init; }

    /// <summary>Connections open or being opened.</summary>
    public int Total => Volatile.Read(ref _total);

    public int Idle
    {
        get
        {
            lock (_lock) return _idle.Count;
        }
    }

    internal Instant Now => clock.Now;

    internal TimeProvider Clock => clock;

    /// <summary>Asks for a connection for <paramref name="request"/>, whose signal becomes the connection's owner.</summary>
    public AcquireResult Acquire(PendingRequest request, out UpstreamConnection? connection)
    {
        while (true)
        {
            var result = Find(request, out connection);
            if (result != AcquireResult.Reused || !IsTooOld(connection!)) return result;
            connection!.Close();
        }
    }

    private AcquireResult Find(PendingRequest request, out UpstreamConnection? connection)
    {
        lock (_lock)
        {
            request.Reset();
            if (_idle.Count > 0)
            {
                connection = TakeIdle(_idle.Count - 1);
                connection.Owner = request.Signal;
                return AcquireResult.Reused;
            }

            connection = TryOpen(request.Signal);
            if (connection is not null) return AcquireResult.New;
            if (!limits.TryAddPending()) return AcquireResult.Overflow;
            request.QueuedIn = this;
            _queue.AddLast(request.Place);
            return AcquireResult.Queued;
        }
    }

    /// <summary>The request that waits in the queue has ended. A connection granted in the meantime goes on to the next.</summary>
    public void Cancel(PendingRequest request)
    {
        lock (_lock)
        {
            if (request.QueuedIn == this)
            {
                Leave(request);
                return;
            }
        }

        if (request.Granted is { } granted) granted.Close();
    }

    /// <summary>Takes a connection back after its answer has ended properly.</summary>
    public void Return(UpstreamConnection connection)
    {
        connection.RequestsServed++;
        connection.Received.Release();
        connection.Owner = null;
        var isWornOut = settings.RequestsPerConnectionMax > 0 && connection.RequestsServed >= settings.RequestsPerConnectionMax;
        if (isWornOut || IsTooOld(connection) || !connection.WaitInSilence() || !TryKeep(connection)) connection.Close();
    }

    private bool TryKeep(UpstreamConnection connection)
    {
        PendingRequest? next;
        lock (_lock)
        {
            if (_isDraining || connection.Generation != _generation || !connection.IsWaiting) return false;
            next = NextInQueue();
            if (next is null)
            {
                connection.IsIdle = true;
                connection.IdleSince = clock.Now;
                _idle.Add(connection);
                return true;
            }

            next.Grant(connection);
        }

        next.Signal.Fire();
        return true;
    }

    private bool HasAgeLimit => Security is not null || settings.ConnectionDurationMax != Timeout.InfiniteTimeSpan;

    private bool IsTooOld(UpstreamConnection connection) =>
        (HasAgeLimit && clock.Now >= Instant.Earlier(connection.LeavesAt, connection.OpenSince + settings.ConnectionDurationMax)) || connection.IsDenied();

    /// <summary>
    /// Closes what has been idle for too long, or is too old for another request, and cuts off whoever the mesh has denied, whatever is under way with it.
    /// Called by the endpoint's actor on its tick.
    /// </summary>
    public void CloseIdle()
    {
        CutDenied();
        var now = clock.Now;
        while (TakeExpired(now) is { } expired) expired.Close();
        while (HasAgeLimit && TakeTooOld() is { } old) old.Close();
    }

    private void CutDenied()
    {
        if (Security?.Secrets.Workloads.Denied is not { } denied || ReferenceEquals(denied, _judgedBy)) return;
        _judgedBy = denied;
        UpstreamConnection[] open;
        lock (_lock) open = [.. _secured];
        foreach (var connection in open)
            if (connection.IsDenied()) connection.Cut();
    }

    /// <summary>Gives places to requests that wait although there is room, as after a reload that raised the limit. Called by the endpoint's actor on its tick.</summary>
    public void ServeQueue()
    {
        while (true)
        {
            PendingRequest? next;
            lock (_lock) next = GrantPlace();
            if (next is null) return;
            next.Signal.Fire();
        }
    }

    /// <summary>Stops keeping connections: idle ones close now, others when their request ends.</summary>
    public void Drain()
    {
        lock (_lock) _isDraining = true;
        while (TakeExpired(Instant.Never) is { } idle) idle.Close();
    }

    /// <summary>
    /// Parts with all connections there are, as their endpoint has proved bad: idle ones close now, others when their request ends. What is
    /// opened from now on is kept.
    /// </summary>
    public void Renew()
    {
        lock (_lock) _generation++;
        while (TakeExpired(Instant.Never) is { } idle) idle.Close();
    }

    internal void OnReadableWhileIdle(UpstreamConnection connection)
    {
        bool wasIdle;
        lock (_lock)
        {
            wasIdle = connection.IsIdle;
            if (wasIdle) _idle.Remove(connection);
            connection.IsIdle = false;
        }

        if (!wasIdle) connection.Owner?.Fire(); // Lent in this very moment: the owner finds out by reading.
        else if (!connection.WaitInSilence() || !TryKeep(connection)) connection.Close();
    }

    /// <summary>A connection has ended: its place goes to whoever waits.</summary>
    internal void Forget(UpstreamConnection connection)
    {
        PendingRequest? next;
        lock (_lock)
        {
            ForgetPlace(connection);
            next = GrantPlace();
        }

        next?.Signal.Fire();
    }

    /// <summary>A place for whoever waits longest, if there is both. Under the lock; the caller fires the signal after it.</summary>
    private PendingRequest? GrantPlace()
    {
        if (_queue.Count == 0 || TryOpen(owner: null) is not { } place) return null;
        var next = NextInQueue();
        if (next is null) ForgetPlace(place);
        else next.Grant(place);
        return next;
    }

    private void ForgetPlace(UpstreamConnection connection)
    {
        _total--;
        if (Security is not null) _secured.Remove(connection);
        limits.RemoveConnection();
    }

    private UpstreamConnection? TryOpen(StageSignal? owner)
    {
        if (_total == 0) limits.AddConnection();
        else if (!limits.TryAddConnection()) return null;
        _total++;
        var connection = new UpstreamConnection(this, settings.AnswerLimits) { Owner = owner, Generation = _generation };
        if (Security is not null) _secured.Add(connection);
        return connection;
    }

    private PendingRequest? NextInQueue()
    {
        if (_queue.First is not { Value: var request }) return null;
        Leave(request);
        return request;
    }

    private void Leave(PendingRequest request)
    {
        _queue.Remove(request.Place);
        request.QueuedIn = null;
        limits.RemovePending();
    }

    private UpstreamConnection? TakeExpired(Instant now)
    {
        lock (_lock)
        {
            // The list is in order of last use: the front is the oldest.
            return _idle.Count == 0 || now != Instant.Never && now - _idle[0].IdleSince < settings.IdleTimeout ? null : TakeIdle(0);
        }
    }

    private UpstreamConnection? TakeTooOld()
    {
        lock (_lock)
        {
            var place = _idle.FindIndex(IsTooOld);
            return place < 0 ? null : TakeIdle(place);
        }
    }

    private UpstreamConnection TakeIdle(int place)
    {
        var idle = _idle[place];
        _idle.RemoveAt(place);
        idle.IsIdle = false;
        return idle;
    }
}

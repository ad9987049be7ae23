namespace ActorMesh.DataPlane.Endpoints;

/// <summary>
/// What one cluster uses of everything, held below its thresholds: bulkheads, shared by all its endpoints and exact under concurrency.
/// The thresholds may change while they hold; what is counted stays counted.
/// </summary>
public sealed class ClusterLimits(ClusterThresholds thresholds)
{
    private volatile ClusterThresholds _thresholds = thresholds;
    private int _connections;
    private int _pending;
    private int _requests;

    public int Connections => Volatile.Read(ref _connections);

    /// <summary>Requests that wait for a connection.</summary>
    public int Pending => Volatile.Read(ref _pending);

    public int Requests => Volatile.Read(ref _requests);

    public int ConnectionsMax => _thresholds.Connections;

    public int PendingMax => _thresholds.Pending;

    public int RequestsMax => _thresholds.Requests;

    /// <summary>From now on these hold. What is already above them stays until it ends.</summary>
    internal void Change(ClusterThresholds thresholds) => _thresholds = thresholds;

    public bool TryAddConnection() => TryAdd(ref _connections, ConnectionsMax);

    /// <summary>Counts a connection even beyond the limit: an endpoint may always have one.</summary>
    public void AddConnection() => Interlocked.Increment(ref _connections);

    public void RemoveConnection() => Interlocked.Decrement(ref _connections);

    public bool TryAddPending() => TryAdd(ref _pending, PendingMax);

    public void RemovePending() => Interlocked.Decrement(ref _pending);

    public bool TryAddRequest() => TryAdd(ref _requests, RequestsMax);

    public void RemoveRequest() => Interlocked.Decrement(ref _requests);

    /// <summary>Takes a place if one is free: counting first and taking back would refuse others while it is counted in vain.</summary>
    private static bool TryAdd(ref int count, int max)
    {
        var seen = Volatile.Read(ref count);
        while (seen < max)
        {
            var found = Interlocked.CompareExchange(ref count, seen + 1, seen);
            if (found == seen) return true;
            seen = found;
        }

        return false;
    }
}

namespace ActorMesh.DataPlane.Endpoints;

/// <summary>
/// How much of everything one cluster may use at a time: bulkheads, shared by all its endpoints and exact under concurrency
/// (Envoy's <c>circuit_breakers.thresholds</c>; each defaults to 1024).
/// </summary>
public sealed class ClusterLimits(int connectionsMax = 1024, int pendingMax = 1024, int requestsMax = 1024)
{
    private int _connections;
    private int _pending;
    private int _requests;

    public int Connections => Volatile.Read(ref _connections);

    /// <summary>Requests that wait for a connection.</summary>
    public int Pending => Volatile.Read(ref _pending);

    public int Requests => Volatile.Read(ref _requests);

    public int ConnectionsMax => connectionsMax;

    public int PendingMax => pendingMax;

    public int RequestsMax => requestsMax;

    public bool TryAddConnection() => TryAdd(ref _connections, connectionsMax);

    /// <summary>Counts a connection even beyond the limit: an endpoint may always have one.</summary>
    public void AddConnection() => Interlocked.Increment(ref _connections);

    public void RemoveConnection() => Interlocked.Decrement(ref _connections);

    public bool TryAddPending() => TryAdd(ref _pending, pendingMax);

    public void RemovePending() => Interlocked.Decrement(ref _pending);

    public bool TryAddRequest() => TryAdd(ref _requests, requestsMax);

    public void RemoveRequest() => Interlocked.Decrement(ref _requests);

    private static bool TryAdd(ref int count, int max)
    {
        if (Interlocked.Increment(ref count) <= max) return true;
        Interlocked.Decrement(ref count);
        return false;
    }
}

namespace ActorMesh.DataPlane.Bytes;

/// <summary>What one L4 listener has carried. Atomics.</summary>
public sealed class RelayCounters
{
    private long _received, _sent, _connectFailures, _idleTimeouts, _noEndpoint;

    /// <summary>Bytes from clients.</summary>
    public long BytesReceived => Volatile.Read(ref _received);

    /// <summary>Bytes to clients.</summary>
    public long BytesSent => Volatile.Read(ref _sent);

    /// <summary>Connections given up because no upstream could be reached (UF).</summary>
    public long ConnectFailures => Volatile.Read(ref _connectFailures);

    /// <summary>Connections closed because nothing moved on them.</summary>
    public long IdleTimeouts => Volatile.Read(ref _idleTimeouts);

    /// <summary>Connections closed because the cluster is unknown or has no healthy endpoint (NC, UH).</summary>
    public long NoEndpoint => Volatile.Read(ref _noEndpoint);

    internal void Received(int bytes) => Interlocked.Add(ref _received, bytes);

    internal void Sent(int bytes) => Interlocked.Add(ref _sent, bytes);

    internal void ConnectFailed() => Interlocked.Increment(ref _connectFailures);

    internal void IdledOut() => Interlocked.Increment(ref _idleTimeouts);

    internal void FoundNoEndpoint() => Interlocked.Increment(ref _noEndpoint);
}

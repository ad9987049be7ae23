namespace ActorMesh.DataPlane.Endpoints;

/// <summary>What a request got when it asked a pool for a connection.</summary>
public enum AcquireResult : byte
{
    /// <summary>A connection that served others before.</summary>
    Reused,
    /// <summary>A place for a new connection: the caller opens it.</summary>
    New,
    /// <summary>All connections are in use: the request waits its turn.</summary>
    Queued,
    /// <summary>Nothing, and the queue is full too.</summary>
    Overflow,
}

namespace ActorMesh.Lab.Measuring;

/// <summary>What a breaker or a replica can be from an entry of the log on.</summary>
public static class LogState
{
    public const string Closed = "closed", Open = "open", HalfOpen = "half-open", Ejected = "ejected", Returned = "returned", Healthy = "healthy", Unhealthy = "unhealthy", Begins = "begins", Ends = "ends";
}

namespace ActorMesh.DataPlane.Resilience.Budgets;

/// <summary>What refuses a retry.</summary>
public enum RetryBound : byte
{
    None,
    /// <summary>So many are under way at once (max_retries).</summary>
    Concurrent,
    /// <summary>So many are under way at once, as a share of the requests under way (Envoy's retry_budget).</summary>
    ConcurrentShare,
    /// <summary>So many were made in the window (actormesh.retry-budget).</summary>
    Budget,
}

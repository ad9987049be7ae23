namespace ActorMesh.DataPlane.Resilience.Budgets;

/// <summary>What bounds the retries of one priority of a cluster: its budget, and how many may be under way at once.</summary>
/// <param name="Concurrent">Retries under way, their waits included (Envoy: max_retries). Default 3.</param>
public sealed record RetryLimits(int Concurrent = 3)
{
    /// <summary>Counted in a window; null for none.</summary>
    public RetryBudgetSettings? Budget { get; init; }

    /// <summary>
    /// Envoy's form: retries under way may be this share, 0..1, of the requests under way, and it stands in for <see cref="Concurrent"/>; null for none.
    /// </summary>
    public double? ConcurrentShare { get; init; }

    /// <summary>With <see cref="ConcurrentShare"/>: always allowed at once. Default 3.</summary>
    public int ConcurrentMin { get; init; } = 3;
}

namespace ActorMesh.DataPlane.Resilience.Budgets;

/// <summary>How many of a cluster's requests may be retries, counted in a sliding window (Finagle and Linkerd have it so).</summary>
/// <param name="Ratio">Retries per request, 0..1. Default 0.2.</param>
/// <param name="PerSecondMin">Always allowed on top, so that a quiet caller may retry at all.</param>
/// <param name="Window">How far back requests and retries count.</param>
public sealed record RetryBudgetSettings(double Ratio, int PerSecondMin, TimeSpan Window);

namespace ActorMesh.DataPlane.Resilience.Breaking;

/// <summary>When a breaker opens, and how it closes again.</summary>
public sealed record BreakerSettings
{
    /// <summary>Opens when this share of the window's attempts failed, 0..1. Default 0.5.</summary>
    public double FailureRatio { get; init; } = 0.5;

    /// <summary>Attempts that the window must hold before the share counts. Default 20.</summary>
    public int RequestsMin { get; init; } = 20;

    /// <summary>How far back attempts count. Default 10 s.</summary>
    public TimeSpan Window { get; init; } = TimeSpan.FromSeconds(10);
}

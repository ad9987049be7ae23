using ActorMesh.DataPlane.Clusters.Balancing;
using ActorMesh.DataPlane.Endpoints;
using ActorMesh.DataPlane.Resilience.Breaking;
using ActorMesh.DataPlane.Resilience.Budgets;
using ActorMesh.DataPlane.Resilience.Ejection;
using ActorMesh.DataPlane.Resilience.Probing;

namespace ActorMesh.DataPlane.Clusters;

/// <summary>One cluster as configured: where its endpoints come from and how they are used.</summary>
public sealed record ClusterSettings
{
    public required string Name { get; init; }

    /// <summary>Stands for the name in statistics.</summary>
    public string StatisticName
    {
        get => field ?? Name;
        init;
    }

    public required ClusterDiscovery Discovery { get; init; }

    public required IReadOnlyList<ClusterSource> Sources { get; init; }

    public required BalancingSettings Balancing { get; init; }

    public LocalityWeights LocalityWeights { get; init; } = LocalityWeights.None;

    public PoolSettings Pool { get; init; } = PoolSettings.Default;

    /// <summary>Bulkheads of ordinary requests.</summary>
    public ClusterThresholds Thresholds { get; init; } = new();

    /// <summary>Bulkheads of requests whose route says priority HIGH: counted apart, so that ordinary ones cannot crowd them out.</summary>
    public ClusterThresholds HighThresholds { get; init; } = new();

    /// <summary>Bounds of the retries of ordinary requests.</summary>
    public RetryLimits Retries { get; init; } = new();

    /// <summary>Bounds of the retries of requests whose route says priority HIGH.</summary>
    public RetryLimits HighRetries { get; init; } = new();

    /// <summary>Null when nothing trips: the thresholds hold all the same.</summary>
    public BreakerSettings? Breaker { get; init; }

    /// <summary>When endpoints are taken out for how their answers went; null never.</summary>
    public OutlierSettings? Outlier { get; init; }

    /// <summary>How endpoints are asked how they are; null: they are not.</summary>
    public HealthCheckSettings? HealthCheck { get; init; }

    /// <summary>How often names are resolved again. Default 5 s.</summary>
    public TimeSpan DnsRefresh { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The same after a failure.</summary>
    public TimeSpan DnsFailureRefresh { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>What the wait after failures grows to, doubling and drawn at random; null keeps it as it is.</summary>
    public TimeSpan? DnsFailureRefreshMax { get; init; }

    /// <summary>Which addresses of a name are used. Default <see cref="DnsFamily.Auto"/>.</summary>
    public DnsFamily DnsFamily { get; init; }
}

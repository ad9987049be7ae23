using ActorMesh.DataPlane.Clusters.Balancing;
using ActorMesh.DataPlane.Endpoints;
using ActorMesh.DataPlane.Resilience.Breaking;
using ActorMesh.DataPlane.Resilience.Budgets;
using ActorMesh.DataPlane.Resilience.Ejection;
using ActorMesh.DataPlane.Resilience.Probing;
using ActorMesh.DataPlane.Security;
using ActorMesh.Runtime.Contracts.Envoy.Core;

namespace ActorMesh.DataPlane.Clusters;

/// <summary>A cluster as streams hold it: its present view, its limits, its counters. One writer: its <see cref="ClusterActor"/>.</summary>
public sealed class UpstreamCluster(ClusterSettings settings, TimeProvider clock)
{
    private volatile ClusterView? _view;
    private volatile ClusterSettings _settings = settings;

    public string Name { get; } = settings.Name;

    public ClusterSettings Settings => _settings;

    /// <summary>Certificates and roots, for clusters whose connections are secured.</summary>
    public SecretStore Secrets { get; init; } = new(clock);

    /// <summary>Of ordinary requests and of L4 connections.</summary>
    public ClusterLimits Limits { get; } = new(settings.Thresholds);

    /// <summary>Of requests whose route says priority HIGH.</summary>
    public ClusterLimits HighLimits { get; } = new(settings.HighThresholds);

    /// <summary>What ordinary requests may be retried.</summary>
    public RetryAllowance Retries { get; } = new(settings.Retries, clock);

    /// <summary>The same for requests whose route says priority HIGH.</summary>
    public RetryAllowance HighRetries { get; } = new(settings.HighRetries, clock);

    /// <summary>Null while the cluster has no breaker.</summary>
    public BreakerGate? Breaker { get; internal set; }

    public ClusterCounters Counters { get; } = new();

    public RetryCounters RetryCounters { get; } = new();

    /// <summary>What came of outlier detection.</summary>
    public OutlierCounters Outliers { get; } = new();

    /// <summary>What came of health checks.</summary>
    public HealthCheckCounters HealthChecks { get; } = new();

    /// <summary>What happened to endpoints lately.</summary>
    public ClusterEvents Events { get; } = new();

    /// <summary>The endpoints as last published; null until the first are known.</summary>
    public ClusterView? View => _view;

    /// <summary>Something was sent to one of its endpoints.</summary>
    internal bool HasTraffic => _view?.Members.Any(member => member.Cell.Total > 0) ?? false;

    /// <summary>Those that count the requests of this priority.</summary>
    public ClusterLimits LimitsOf(RoutingPriority priority) => priority == RoutingPriority.High ? HighLimits : Limits;

    public RetryAllowance RetriesOf(RoutingPriority priority) => priority == RoutingPriority.High ? HighRetries : Retries;

    public PickResult Pick(in PickContext context)
    {
        var view = _view;
        return view is null ? new PickResult(PickOutcome.NoHealthyUpstream, null, 0, InPanic: false, DropCategory: null) : view.Pick(context);
    }

    internal void Reconfigure(ClusterSettings settings)
    {
        Limits.Change(settings.Thresholds);
        HighLimits.Change(settings.HighThresholds);
        Retries.Change(settings.Retries);
        HighRetries.Change(settings.HighRetries);
        _settings = settings;
    }

    internal void Publish(ClusterView view) => _view = view;
}

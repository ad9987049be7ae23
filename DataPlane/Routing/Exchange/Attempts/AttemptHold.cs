using ActorMesh.DataPlane.Clusters;
using ActorMesh.DataPlane.Clusters.Balancing;
using ActorMesh.DataPlane.Endpoints;
using ActorMesh.DataPlane.Resilience;
using ActorMesh.DataPlane.Resilience.Breaking;
using ActorMesh.DataPlane.Resilience.Budgets;
using ActorMesh.Runtime.Contracts.Envoy.Core;
using ActorMesh.Runtime.Time;

namespace ActorMesh.DataPlane.Routing.Exchange.Attempts;

/// <summary>
/// What one attempt takes of what all share, in this order: a permit of the breaker, a place below the cluster's limits, an endpoint.
/// All of it is given back, once, whatever becomes of the attempt.
/// </summary>
internal sealed class AttemptHold(TimeProvider clock)
{
    private BreakerGate? _breaker;
    private BreakerPermit _permit;
    private ClusterLimits? _limits;
    private RetryAllowance? _allowance;
    private Instant _start;
    private bool _owesReport;

    /// <summary>Stays known after the attempt has ended, until the next.</summary>
    public EndpointCell? Endpoint { get; private set; }

    /// <summary>Since the attempt began.</summary>
    public TimeSpan Elapsed => clock.Now - _start;

    /// <param name="allowance">What the attempt was paid from when it is a retry; given back with the rest.</param>
    /// <returns>Why there is no attempt; null when there is one.</returns>
    public Refusal? Take(UpstreamCluster cluster, RoutingPriority priority, RetryAllowance? allowance, in PickContext pick)
    {
        _allowance = allowance;
        var refusal = TakeAll(cluster, priority, pick);
        if (refusal is not null)
        {
            Endpoint = null;
            Report(AttemptEnd.Refused);
            Release();
            return refusal;
        }

        _start = clock.Now;
        Endpoint!.Begin();
        cluster.Counters.Requested();
        return null;
    }

    /// <summary>Says how the attempt ended, to all that count. The first call of an attempt counts.</summary>
    public AttemptOutcome Report(AttemptEnd end, int status = 0, bool isPassedOn = false)
    {
        var outcome = new AttemptOutcome(end, status, Elapsed) { IsPassedOn = isPassedOn };
        if (!_owesReport) return outcome;
        _owesReport = false;
        _breaker?.Report(_permit, outcome);
        _breaker = null;
        Endpoint?.Report(outcome);
        return outcome;
    }

    /// <summary>The answer broke off after its head had been reported: its endpoint is told so as well.</summary>
    public void ReportCutOff() => Endpoint?.Report(new AttemptOutcome(AttemptEnd.CutOff, 0, Elapsed));

    /// <summary>Gives everything back. What was not reported counts as cancelled.</summary>
    public void Release()
    {
        if (_owesReport) Report(AttemptEnd.Cancelled);
        if (_limits is { } limits)
        {
            _limits = null;
            limits.RemoveRequest();
            Endpoint?.End();
        }

        _allowance?.End();
        _allowance = null;
    }

    private Refusal? TakeAll(UpstreamCluster cluster, RoutingPriority priority, in PickContext pick)
    {
        Endpoint = null;
        if (cluster.Breaker is { } breaker)
        {
            if (!breaker.TryEnter(out _permit)) return Refusal.BreakerOpen(breaker);
            (_breaker, _owesReport) = (breaker, true);
        }

        var limits = cluster.LimitsOf(priority);
        if (!limits.TryAddRequest())
        {
            cluster.Counters.Overflowed();
            return Refusal.Overflow;
        }

        _limits = limits;
        _owesReport = true;
        return PickFrom(cluster, pick);
    }

    private Refusal? PickFrom(UpstreamCluster cluster, in PickContext context)
    {
        var pick = cluster.Pick(context);
        if (pick.InPanic) cluster.Counters.PickedInPanic();
        Endpoint = pick.Endpoint;
        if (pick.IsPicked) return null;
        if (pick.Outcome == PickOutcome.NoHealthyUpstream)
        {
            cluster.Counters.FoundNoneHealthy();
            return Refusal.NoHealthyUpstream;
        }

        cluster.Counters.WasDropped();
        return pick.Outcome == PickOutcome.DroppedUnconditionally ? Refusal.DroppedUnconditionally : Refusal.Dropped;
    }
}

using ActorMesh.DataPlane.Clusters.Balancing;
using ActorMesh.DataPlane.Endpoints;
using ActorMesh.DataPlane.Resilience.Ejection;
using ActorMesh.Runtime.Time;
using Akka.Actor;

namespace ActorMesh.DataPlane.Clusters;

/// <summary>One endpoint as its cluster's actor holds it.</summary>
/// <param name="isUnknown">Health checks are to tell how it is: until the first has, it is not used.</param>
internal sealed class ClusterEndpoint(EndpointCell cell, IActorRef actor, OutlierHost host, bool isUnknown)
{
    public EndpointCell Cell => cell;

    public IActorRef Actor => actor;

    public OutlierHost Host => host;

    /// <summary>Its first health check has ended, or there are none.</summary>
    public bool IsKnown { get; private set; } = !isUnknown;

    /// <summary>Its health checks, if there are any, say no ill of it.</summary>
    public bool StandsWell => Checked != EndpointHealth.Unhealthy;

    /// <summary>When its share began to grow; null while it has its full share.</summary>
    public Instant? WarmingSince { get; set; }

    private EndpointHealth Checked { get; set; } = isUnknown ? EndpointHealth.Unhealthy : EndpointHealth.Healthy;

    private bool IsExcluded { get; set; }

    /// <summary>Takes what health checks say.</summary>
    public void Take(EndpointActor.Message.Checked heard) => (IsKnown, Checked, IsExcluded) = (true, heard.Health, heard.IsExcluded);

    /// <summary>How it is to be used now: by the worst of what configuration, health checks and ejection say.</summary>
    public ClusterMember MemberAs(ClusterSource source, Instant now, SlowStart? slowStart)
    {
        var otherwise = source.Health > Checked ? source.Health : Checked;
        host.IsHealthy = otherwise != EndpointHealth.Unhealthy;
        var health = host.IsOut ? EndpointHealth.Unhealthy : otherwise;
        if (cell.Health == EndpointHealth.Unhealthy && health != EndpointHealth.Unhealthy) WarmingSince = now;
        cell.Health = health;
        return new ClusterMember(cell, health)
        {
            Weight = source.Weight, Priority = source.Priority, Locality = source.Locality, Hostname = source.Hostname,
            IsExcluded = IsExcluded, WarmthPercent = Warmth(now, slowStart),
        };
    }

    private int Warmth(Instant now, SlowStart? slowStart)
    {
        if (WarmingSince is not { } since) return 100;
        var percent = slowStart?.WarmthPercentAfter(now - since) ?? 100;
        if (percent == 100) WarmingSince = null;
        return percent;
    }
}

using System.Net;
using ActorMesh.DataPlane.Clusters;
using ActorMesh.DataPlane.Clusters.Balancing;
using ActorMesh.DataPlane.Endpoints;
using ActorMesh.DataPlane.Resilience.Ejection;
using ActorMesh.Runtime.Time;

namespace ActorMesh.Lab.Running;

/// <summary>A replica as one caller knows it.</summary>
internal sealed class SimulatedEndpoint(ClusterSource source, SimulatedReplica replica)
{
    private Instant? _warmingSince;

    public SimulatedReplica Replica => replica;

    public EndpointCell Cell { get; } = new(replica.Name, new DnsEndPoint(source.Host, source.Port), source.HashKey ?? $"{source.Host}:{source.Port}")
    {
        Hostname = source.Hostname.Length > 0 ? source.Hostname : source.Host,
    };

    /// <summary>What its answers have come to.</summary>
    public OutlierHost Host { get; } = new(replica.Name);

    /// <summary>What health checks say of it.</summary>
    public bool IsHealthy { get; set; } = true;

    /// <summary>True until it has its full share.</summary>
    public bool IsWarming => _warmingSince is not null;

    /// <summary>The worst of what configuration, health checks and ejection say, and how far it has warmed up, as of now.</summary>
    public ClusterMember AsMember(SlowStart? slowStart, Instant now)
    {
        Host.IsHealthy = IsHealthy && source.Health != EndpointHealth.Unhealthy;
        var health = Host.IsOut || !IsHealthy ? EndpointHealth.Unhealthy : source.Health;
        if (Cell.Health == EndpointHealth.Unhealthy && health != EndpointHealth.Unhealthy) _warmingSince = now;
        Cell.Health = health;
        return new ClusterMember(Cell, health)
        {
            Weight = source.Weight, Priority = source.Priority, Locality = source.Locality, Hostname = source.Hostname, WarmthPercent = Warmth(slowStart, now),
        };
    }

    private int Warmth(SlowStart? slowStart, Instant now)
    {
        if (_warmingSince is not { } since) return 100;
        var percent = slowStart?.WarmthPercentAfter(now - since) ?? 100;
        if (percent == 100) _warmingSince = null;
        return percent;
    }
}

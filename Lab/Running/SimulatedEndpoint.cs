using System.Net;
using ActorMesh.DataPlane.Clusters;
using ActorMesh.DataPlane.Endpoints;
using ActorMesh.DataPlane.Resilience.Ejection;

namespace ActorMesh.Lab.Running;

/// <summary>A replica as one caller knows it.</summary>
internal sealed class SimulatedEndpoint(ClusterSource source, SimulatedReplica replica)
{
    public SimulatedReplica Replica => replica;

    public EndpointCell Cell { get; } = new(replica.Name, new DnsEndPoint(source.Host, source.Port), source.HashKey ?? $"{source.Host}:{source.Port}")
    {
        Hostname = source.Hostname.Length > 0 ? source.Hostname : source.Host,
    };

    /// <summary>What its answers have come to.</summary>
    public OutlierHost Host { get; } = new(replica.Name);

    /// <summary>What health checks say of it.</summary>
    public bool IsHealthy { get; set; } = true;

    /// <summary>The worst of what configuration, health checks and ejection say, as of now.</summary>
    public ClusterMember AsMember()
    {
        Host.IsHealthy = IsHealthy && source.Health != EndpointHealth.Unhealthy;
        Cell.Health = Host.IsOut || !IsHealthy ? EndpointHealth.Unhealthy : source.Health;
        return new ClusterMember(Cell, Cell.Health) { Weight = source.Weight, Priority = source.Priority, Locality = source.Locality, Hostname = source.Hostname };
    }
}

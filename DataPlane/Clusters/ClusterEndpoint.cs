using ActorMesh.DataPlane.Endpoints;
using ActorMesh.DataPlane.Resilience.Ejection;
using Akka.Actor;

namespace ActorMesh.DataPlane.Clusters;

/// <summary>One endpoint as its cluster's actor holds it.</summary>
internal sealed class ClusterEndpoint(EndpointCell cell, IActorRef actor, OutlierHost host)
{
    public EndpointCell Cell => cell;

    public IActorRef Actor => actor;

    public OutlierHost Host => host;

    /// <summary>The worst of what configuration and ejection say.</summary>
    public EndpointHealth HealthUnder(EndpointHealth configured)
    {
        host.IsHealthy = configured != EndpointHealth.Unhealthy;
        return host.IsOut ? EndpointHealth.Unhealthy : configured;
    }
}

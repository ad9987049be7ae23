using ActorMesh.Hocon.Mesh;
using ActorMesh.Hocon.Mesh.Policies;
using ActorMesh.Runtime.Contracts.Envoy.Endpoints;
using Replica = ActorMesh.Hocon.Mesh.Endpoint;

namespace ActorMesh.Hocon.Compiling.Clusters;

/// <summary>A cluster that leads to replicas of a service, and what its endpoints depend on: they can be compiled anew without the rest.</summary>
/// <param name="Version">Null: all replicas.</param>
public sealed record CalleeCluster(string Name, Service Callee, ServiceVersion? Version, LoadBalancerPolicy Balancer)
{
    /// <param name="replicas">Of <see cref="Callee"/>, of whichever version.</param>
    /// <returns>What a cluster compiled with these replicas has as its endpoints.</returns>
    public ClusterLoadAssignment Assign(IReadOnlyList<Replica> replicas) =>
        EndpointCompiler.Assign(Name, EndpointCompiler.Of(replicas, Callee, Version), Balancer);

    /// <param name="replicas">As for <see cref="Assign"/>.</param>
    public EndpointShape Shape(IReadOnlyList<Replica> replicas) => EndpointShape.Of(EndpointCompiler.Of(replicas, Callee, Version));
}

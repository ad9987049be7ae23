using ActorMesh.Hocon.Mesh;
using ActorMesh.Hocon.Mesh.Policies;
using ActorMesh.Runtime.Contracts.Envoy.Core;
using ActorMesh.Runtime.Contracts.Envoy.Endpoints;
using Replica = ActorMesh.Hocon.Mesh.Endpoint;
using XdsEndpoint = ActorMesh.Runtime.Contracts.Envoy.Endpoints.Endpoint;

namespace ActorMesh.Hocon.Compiling.Clusters;

/// <summary>Compiles replicas: grouped by zone, with weights where they differ.</summary>
internal static class EndpointCompiler
{
    /// <summary>The replicas of a version, each address once. Replicas behind one DNS name have no labels, so there a version is all of them.</summary>
    public static IReadOnlyList<Replica> Of(Placement placement, Service service, ServiceVersion? version) =>
        Of(placement.EndpointsOf(service), service, version);

    /// <param name="all">The replicas of the service, of whichever version.</param>
    public static IReadOnlyList<Replica> Of(IReadOnlyList<Replica> all, Service service, ServiceVersion? version)
    {
        var selected = version is null ? all : [.. all.Where(version.Selects)];
        if (selected.Count == 0 && service.EndpointsDns is not null) selected = all;
        return selected.Count < 2 ? selected : [.. selected.DistinctBy(replica => (replica.Host, replica.Port))];
    }

    public static ClusterLoadAssignment Assign(string cluster, IReadOnlyList<Replica> replicas, LoadBalancerPolicy balancer)
    {
        var assignment = new ClusterLoadAssignment { ClusterName = cluster };
        var isWeighted = replicas.Any(replica => replica.Weight != replicas[0].Weight);
        var byZone = new Dictionary<string, LocalityLbEndpoints>(StringComparer.Ordinal);
        foreach (var replica in replicas)
        {
            if (!byZone.TryGetValue(replica.Zone ?? "", out var locality))
            {
                byZone[replica.Zone ?? ""] = locality = new LocalityLbEndpoints();
                if (replica.Zone is { } zone) locality.Locality = new Locality { Zone = zone };
                assignment.Endpoints.Add(locality);
            }
            locality.LbEndpoints.Add(Compile(replica, isWeighted));
            if (BalancerCompiler.WeighsZones(balancer)) locality.LoadBalancingWeight = (locality.LoadBalancingWeight ?? 0) + (uint)replica.Weight;
        }
        return assignment;
    }

    private static LbEndpoint Compile(Replica replica, bool isWeighted) => new()
    {
        Endpoint = new XdsEndpoint { Address = Addresses.Of(replica.Host, replica.Port) },
        LoadBalancingWeight = isWeighted ? (uint)replica.Weight : null,
    };
}

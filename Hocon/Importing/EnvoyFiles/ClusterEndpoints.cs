using ActorMesh.Hocon.Importing.Drafts;
using ActorMesh.Runtime.Contracts.Envoy.Clusters;

namespace ActorMesh.Hocon.Importing.EnvoyFiles;

/// <summary>Reads the replicas of a cluster.</summary>
internal static class ClusterEndpoints
{
    private const uint WeightMax = 1000;

    public static List<EndpointDraft> Of(Cluster cluster, EnvoyFile file)
    {
        List<EndpointDraft> endpoints = [];
        foreach (var locality in cluster.LoadAssignment?.Endpoints ?? [])
        {
            var zone = locality.Locality?.Zone is { Length: > 0 } name ? name : null;
            foreach (var endpoint in locality.LbEndpoints)
            {
                if (endpoint.Endpoint?.Address?.SocketAddress is not { Address.Length: > 0 } address || address.PortValue is 0 or > 65535) continue;
                if (endpoint.LoadBalancingWeight > WeightMax) file.Notes.Approximated(file.At(endpoint), "a weight is at most 1000");
                var weight = endpoint.LoadBalancingWeight is { } given ? (int?)Math.Clamp(given, 1, WeightMax) : null;
                endpoints.Add(new EndpointDraft(address.Address, (int)address.PortValue, zone, weight, []));
            }
        }

        if (endpoints.Exists(endpoint => endpoint.Weight is not null) is false) return endpoints;
        return [.. endpoints.Select(endpoint => endpoint with { Weight = endpoint.Weight ?? 1 })];
    }
}

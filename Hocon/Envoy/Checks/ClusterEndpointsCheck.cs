using ActorMesh.Runtime.Contracts.Envoy.Clusters;
using ActorMesh.Runtime.Contracts.Envoy.Core;
using ActorMesh.Runtime.Contracts.Envoy.Endpoints;
using Discovery = ActorMesh.Runtime.Contracts.Envoy.Clusters.Cluster.Types.DiscoveryType;

namespace ActorMesh.Hocon.Envoy.Checks;

/// <summary>What the way of discovery asks of the endpoints.</summary>
internal static class ClusterEndpointsCheck
{
    public static void Run(Cluster cluster, CheckContext context)
    {
        if (!context.Require(cluster, Cluster.LoadAssignmentFieldNumber, "list the endpoints there")) return;
        var endpoints = cluster.LoadAssignment.Endpoints.SelectMany(locality => locality.LbEndpoints).ToList();
        foreach (var endpoint in endpoints) Check(cluster, endpoint, context);

        if (cluster.Type == Discovery.LogicalDns && endpoints.Count != 1)
            context.Error(
                cluster, Cluster.LoadAssignmentFieldNumber,
                $"LOGICAL_DNS takes one endpoint, and here are {endpoints.Count}",
                "STRICT_DNS takes any number");
        else if (endpoints.Count == 0)
            context.Warning(cluster, Cluster.LoadAssignmentFieldNumber, "there is no endpoint, so every request to this cluster will fail");

        var isWeighted = cluster.LoadAssignment.Endpoints.Any(locality => locality.LoadBalancingWeight is not null);
        if (cluster.CommonLbConfig?.LocalityWeightedLbConfig is not null && !isWeighted && endpoints.Count > 0)
            context.Warning(
                cluster, Cluster.CommonLbConfigFieldNumber,
                "locality_weighted_lb_config is set and no locality has a load_balancing_weight");
    }

    private static void Check(Cluster cluster, LbEndpoint endpoint, CheckContext context)
    {
        if (!context.RequireOneOf(endpoint, LbEndpoint.EndpointFieldNumber)) return;
        if (!context.Require(endpoint.Endpoint, Endpoint.AddressFieldNumber)) return;
        if (endpoint.Endpoint.Address.SocketAddress is not { } address) return;

        if (cluster.Type == Discovery.Static)
            AddressCheck.RequireIp(address, context, "names are resolved by clusters of type STRICT_DNS or LOGICAL_DNS");
        else
            AddressCheck.RequireHost(address, context);
        if (address is { PortSpecifierCase: SocketAddress.PortSpecifierOneofCase.PortValue, PortValue: 0 })
            context.Error(address, SocketAddress.PortValueFieldNumber, "nobody can be reached on port 0");
    }
}

using ActorMesh.Runtime.Contracts.Envoy.Primitives;
using ActorMesh.Runtime.Contracts.Envoy.Tcp;
using Weights = ActorMesh.Runtime.Contracts.Envoy.Tcp.TcpProxy.Types.WeightedCluster;

namespace ActorMesh.Hocon.Envoy.Checks;

internal static class TcpProxyCheck
{
    public static void Run(TcpProxy proxy, CheckContext context)
    {
        context.Require(proxy, TcpProxy.StatPrefixFieldNumber);
        if (context.RequireOneOf(proxy, TcpProxy.ClusterFieldNumber) && proxy.ClusterSpecifierCase == TcpProxy.ClusterSpecifierOneofCase.Cluster)
            context.Require(proxy, TcpProxy.ClusterFieldNumber);
        if (proxy.WeightedClusters is { } weights) Check(weights, context);

        if (proxy.MaxConnectAttempts == 0) context.Error(proxy, TcpProxy.MaxConnectAttemptsFieldNumber, "must be at least 1");
        context.AtLeast(proxy, TcpProxy.MaxDownstreamConnectionDurationFieldNumber, proxy.MaxDownstreamConnectionDuration, TimeSpan.FromMilliseconds(1));

        foreach (var policy in proxy.HashPolicy) context.RequireOneOf(policy, HashPolicy.SourceIpFieldNumber);
        if (proxy.HashPolicy.Count > 1)
            context.Error(
                proxy, TcpProxy.HashPolicyFieldNumber, 1,
                "a connection has one source address, so one hash policy is all there can be");
    }

    private static void Check(Weights weights, CheckContext context)
    {
        if (!context.Require(weights, Weights.ClustersFieldNumber)) return;
        ulong sum = 0;
        foreach (var cluster in weights.Clusters)
        {
            context.Require(cluster, Weights.Types.ClusterWeight.NameFieldNumber);
            if (cluster.Weight == 0) context.Error(cluster, Weights.Types.ClusterWeight.WeightFieldNumber, "the weight must be at least 1");
            sum += cluster.Weight;
        }
        WeightSum.Check(weights, Weights.ClustersFieldNumber, sum, context);
    }
}

using ActorMesh.Hocon.Reading;
using ActorMesh.Runtime.Contracts.Envoy.Routes;
using Weight = ActorMesh.Runtime.Contracts.Envoy.Routes.WeightedCluster.Types.ClusterWeight;

namespace ActorMesh.Hocon.Envoy.Checks;

internal static class WeightedClusterCheck
{
    public static void Run(WeightedCluster split, CheckContext context)
    {
        if (!context.Require(split, WeightedCluster.ClustersFieldNumber)) return;
        ulong sum = 0;
        var hasAllWeights = true;
        foreach (var cluster in split.Clusters)
        {
            Check(cluster, context);
            sum += cluster.Weight ?? 0;
            hasAllWeights &= cluster.Weight is not null;
        }
        WeightSum.Check(split, WeightedCluster.ClustersFieldNumber, sum, context);
        if (sum == 0 && hasAllWeights)
            context.Error(split, WeightedCluster.ClustersFieldNumber, "the weights add up to 0, so no cluster would ever be chosen");
    }

    private static void Check(Weight cluster, CheckContext context)
    {
        context.Require(cluster, Weight.WeightFieldNumber);
        if (cluster.Name.Length > 0 && cluster.ClusterHeader.Length > 0)
            context.Error(
                cluster, Weight.ClusterHeaderFieldNumber,
                "name and cluster_header cannot both name the cluster",
                "remove one of the two");
        else if (cluster.ClusterHeader.Length == 0)
            context.Require(cluster, Weight.NameFieldNumber);
        else if (!HeaderSyntax.IsName(cluster.ClusterHeader.TrimStart(':')))
            context.Error(cluster, Weight.ClusterHeaderFieldNumber, $"{Quoted.Of(cluster.ClusterHeader)} is not a header name");

        if (!HeaderSyntax.IsValue(cluster.HostRewriteLiteral))
            context.Error(cluster, Weight.HostRewriteLiteralFieldNumber, "a rewrite may not hold a line break or NUL");
        HeaderMutationCheck.Removals(cluster, Weight.RequestHeadersToRemoveFieldNumber, cluster.RequestHeadersToRemove, context);
        HeaderMutationCheck.Removals(cluster, Weight.ResponseHeadersToRemoveFieldNumber, cluster.ResponseHeadersToRemove, context);
    }
}

using ActorMesh.DataPlane.Routing.Actions;
using ActorMesh.DataPlane.Routing.Matching;
using ActorMesh.Runtime.Contracts.Envoy.Routes;
using Weight = ActorMesh.Runtime.Contracts.Envoy.Routes.WeightedCluster.Types.ClusterWeight;

namespace ActorMesh.DataPlane.Routing.Compiling;

/// <summary>Compiles how a route finds its cluster.</summary>
internal static class ClusterCompiler
{
    public static ClusterSelection Compile(
        RouteAction source, HashPolicies? hash, RouteLevels levels, RouteCompilation table, ResourcePath path) =>
        source.ClusterSpecifierCase switch
        {
            RouteAction.ClusterSpecifierOneofCase.WeightedClusters =>
                Split(source.WeightedClusters, hash, levels, table, path.Field("weighted_clusters")),
            _ => NamedOrFromHeader(source.Cluster, "cluster", source.ClusterHeader, table, path),
        };

    /// <summary>A cluster by its name or by the header that holds it: exactly one of both.</summary>
    public static ClusterSelection NamedOrFromHeader(
        string name, string nameField, string header, RouteCompilation table, ResourcePath path) =>
        (name.Length > 0, header.Length > 0) switch
        {
            (true, false) => new FixedCluster(table.Cluster(name, path.Field(nameField))),
            (false, true) => new ClusterFromHeader(HeaderCompiler.Source(header, path.Field("cluster_header")), table.Clusters),
            (true, true) => throw path.Refuse($"{nameField} and cluster_header exclude each other"),
            _ => throw path.Refuse($"names no cluster; give {nameField} or cluster_header"),
        };

    private static WeightedSplit Split(
        WeightedCluster source, HashPolicies? hash, RouteLevels levels, RouteCompilation table, ResourcePath path)
    {
        var entries = source.Clusters.Select((entry, i) => Entry(entry, levels, table, path.Item("clusters", i))).ToArray();
        var sum = entries.Aggregate(0UL, (total, entry) => total + entry.Weight);
        if (sum is 0 or > uint.MaxValue)
            throw path.Field("clusters").Refuse($"the weights sum to {sum}; the sum must be 1..{uint.MaxValue}");
        var useHash = source.UseHashPolicy == true;
        if (useHash && hash is null) throw path.Field("use_hash_policy").Refuse("the route has no hash_policy to use");
        var number = source.RandomValueSpecifierCase == WeightedCluster.RandomValueSpecifierOneofCase.HeaderName
            ? HeaderCompiler.Source(source.HeaderName, path.Field("header_name"))
            : null;
        return new WeightedSplit(entries, number, useHash ? hash : null);
    }

    private static WeightedEntry Entry(Weight source, RouteLevels levels, RouteCompilation table, ResourcePath path)
    {
        var weight = source.Weight ?? throw path.Field("weight").Refuse("is missing");
        var request = MutationCompiler.Compile(
            source.RequestHeadersToAdd, source.RequestHeadersToRemove, "request", table.Options.HostName, path);
        var response = MutationCompiler.Compile(
            source.ResponseHeadersToAdd, source.ResponseHeadersToRemove, "response", table.Options.HostName, path);
        return new WeightedEntry(NamedOrFromHeader(source.Name, "name", source.ClusterHeader, table, path), weight)
        {
            RequestMutations = table.Chain([request, .. levels.Request]),
            ResponseMutations = table.Chain([response, .. levels.Response]),
            HostRewrite = ForwardCompiler.LiteralHost(source.HostRewriteLiteral, path.Field("host_rewrite_literal")),
            Filters = table.Filters.Override(levels.Filters, source.TypedPerFilterConfig, $"cluster '{source.Name}'", path).ForRequests(),
        };
    }
}

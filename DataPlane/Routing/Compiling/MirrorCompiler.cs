using ActorMesh.DataPlane.Routing.Actions;
using ActorMesh.DataPlane.Routing.Matching;
using Mirror = ActorMesh.Runtime.Contracts.Envoy.Routes.RouteAction.Types.RequestMirrorPolicy;

namespace ActorMesh.DataPlane.Routing.Compiling;

/// <summary>Compiles mirror policies.</summary>
internal static class MirrorCompiler
{
    /// <summary>
    /// The policies of the route, or else of its virtual host, or else of the table: a level replaces the next, it adds nothing.
    /// </summary>
    public static IReadOnlyList<MirrorPolicy> MostSpecific(
        IReadOnlyList<Mirror> ofRoute, RouteLevels levels, RouteCompilation table, ResourcePath path)
    {
        if (ofRoute.Count > 0) return All(ofRoute, table, path);
        return levels.Host.RequestMirrorPolicies.Count > 0
            ? All(levels.Host.RequestMirrorPolicies, table, levels.HostPath)
            : All(table.Configuration.RequestMirrorPolicies, table, ResourcePath.Root);
    }

    private static MirrorPolicy[] All(IReadOnlyList<Mirror> sources, RouteCompilation table, ResourcePath path) =>
        [.. sources.Select((source, i) => One(source, table, path.Item("request_mirror_policies", i)))];

    private static MirrorPolicy One(Mirror source, RouteCompilation table, ResourcePath path) => new(
        ClusterCompiler.NamedOrFromHeader(source.Cluster, "cluster", source.ClusterHeader, table, path),
        source.RuntimeFraction is { } fraction ? RouteCompilation.Fraction(fraction, path.Field("runtime_fraction")) : Fraction.All,
        !source.DisableShadowHostSuffixAppend);
}

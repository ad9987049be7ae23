using ActorMesh.Runtime.Contracts.Envoy.Bootstrapping;
using ActorMesh.Runtime.Contracts.Envoy.Clusters;
using ActorMesh.Runtime.Contracts.Envoy.Core;
using ActorMesh.Runtime.Contracts.Envoy.Http;
using ActorMesh.Runtime.Contracts.Envoy.Listeners;
using ActorMesh.Runtime.Contracts.Envoy.Routes;
using Google.Protobuf.WellKnownTypes;
using Discovery = ActorMesh.Runtime.Contracts.Envoy.Clusters.Cluster.Types.DiscoveryType;

namespace ActorMesh.ControlPlane.Resources;

/// <summary>Takes a whole configuration apart, so that routes and endpoints can change without the listeners and clusters that use them.</summary>
internal sealed class BootstrapSplit
{
    private readonly Dictionary<string, RouteConfiguration> _routes = new(StringComparer.Ordinal);

    private BootstrapSplit(IReadOnlyList<Listener> listeners, IReadOnlyList<Cluster> clusters) => (Listeners, Clusters) = (listeners, clusters);

    public IReadOnlyList<Listener> Listeners { get; }

    public IReadOnlyList<Cluster> Clusters { get; }

    /// <summary>Those that stood in <see cref="Listeners"/>.</summary>
    public IReadOnlyCollection<RouteConfiguration> Routes => _routes.Values;

    /// <summary>Where everything that is delivered comes from: the stream that brings the rest.</summary>
    public static ConfigSource SameStream() => new() { Ads = new AggregatedConfigSource(), ResourceApiVersion = ApiVersion.V3 };

    /// <param name="whole">Its parts are changed and handed on: it is not to be used afterwards.</param>
    /// <param name="endpointsApart">Clusters whose endpoints are delivered by themselves.</param>
    public static BootstrapSplit Of(Bootstrap whole, IReadOnlySet<string> endpointsApart)
    {
        var split = new BootstrapSplit(whole.StaticResources.Listeners, whole.StaticResources.Clusters);
        foreach (var listener in split.Listeners) split.TakeRoutes(listener);
        foreach (var cluster in split.Clusters.Where(cluster => endpointsApart.Contains(cluster.Name))) TakeEndpoints(cluster);
        return split;
    }

    private static void TakeEndpoints(Cluster cluster)
    {
        cluster.Type = Discovery.Eds;
        cluster.LoadAssignment = null;
        cluster.EdsClusterConfig = new Cluster.Types.EdsClusterConfig { EdsConfig = SameStream() };
    }

    private void TakeRoutes(Listener listener)
    {
        foreach (var filter in listener.FilterChains.Append(listener.DefaultFilterChain).SelectMany(chain => chain?.Filters ?? []))
        {
            if (!filter.TypedConfig.TryUnpack(out HttpConnectionManager manager) || manager.RouteConfig is not { } table) continue;
            table.Name = NameFor(table);
            _routes[table.Name] = table;
            manager.Rds = new Rds { ConfigSource = SameStream(), RouteConfigName = table.Name };
            filter.TypedConfig = Any.Pack(manager);
        }
    }

    // Listeners are called differently, and so are their tables; two chains of one listener may have the same, or not.
    private string NameFor(RouteConfiguration table)
    {
        var name = table.Name;
        for (var number = 2; _routes.TryGetValue(name, out var other) && !SameRoutes(other, table); number++) name = $"{table.Name}#{number}";
        return name;
    }

    private static bool SameRoutes(RouteConfiguration left, RouteConfiguration right)
    {
        var renamed = right.Clone();
        renamed.Name = left.Name;
        return left.Equals(renamed);
    }
}

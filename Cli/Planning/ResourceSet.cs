using System.IO.Hashing;
using ActorMesh.Cli.Admin;
using ActorMesh.Runtime.Contracts.Envoy.Bootstrapping;
using ActorMesh.Runtime.Contracts.Envoy.Http;
using ActorMesh.Runtime.Contracts.Envoy.Listeners;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace ActorMesh.Cli.Planning;

/// <summary>Fingerprints of the resources that one proxy runs, as xDS would carry them: routes apart from listeners, endpoints apart from clusters.</summary>
internal sealed class ResourceSet
{
    private readonly SortedDictionary<(ResourceKind Kind, string Name), UInt128> _fingerprints = [];

    private ResourceSet()
    {
    }

    /// <summary>Of a proxy that is not there.</summary>
    public static ResourceSet None { get; } = new();

    public IReadOnlyDictionary<(ResourceKind Kind, string Name), UInt128> Fingerprints => _fingerprints;

    public static ResourceSet Of(Bootstrap bootstrap)
    {
        var set = new ResourceSet();
        foreach (var listener in bootstrap.StaticResources.Listeners) set.Add(listener);
        foreach (var source in bootstrap.StaticResources.Clusters)
        {
            var cluster = source.Clone();
            if (cluster.LoadAssignment is { } endpoints) set.Add(ResourceKind.Eds, cluster.Name, endpoints);
            cluster.LoadAssignment = null;
            set.Add(ResourceKind.Cds, cluster.Name, cluster);
        }
        return set;
    }

    private void Add(Listener source)
    {
        var listener = source.Clone();
        if (InlineRoutes.Of(listener) is { } routes) Add(ResourceKind.Rds, routes.Name, routes);
        foreach (var filter in listener.FilterChains.SelectMany(chain => chain.Filters))
        {
            if (filter.TypedConfig is null || !filter.TypedConfig.TryUnpack(out HttpConnectionManager manager)) continue;
            manager.RouteConfig = null;
            filter.TypedConfig = Any.Pack(manager);
        }
        Add(ResourceKind.Lds, listener.Name, listener);
    }

    private void Add(ResourceKind kind, string name, IMessage resource) => _fingerprints[(kind, name)] = XxHash128.HashToUInt128(resource.ToByteArray());
}

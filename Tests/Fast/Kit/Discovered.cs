using ActorMesh.Runtime.Contracts.Envoy.Clusters;
using ActorMesh.Runtime.Contracts.Envoy.Core;
using ActorMesh.Runtime.Contracts.Envoy.Endpoints;
using ActorMesh.Runtime.Contracts.Envoy.Http;
using ActorMesh.Runtime.Contracts.Envoy.HttpFilters;
using ActorMesh.Runtime.Contracts.Envoy.Listeners;
using ActorMesh.Runtime.Contracts.Envoy.Routes;
using Google.Protobuf.WellKnownTypes;

namespace ActorMesh.Tests.Fast.Kit;

/// <summary>Resources as control planes send them. Everything is on 127.0.0.1.</summary>
public static class Discovered
{
    private static readonly ConfigSource Ads = new() { Ads = new AggregatedConfigSource(), ResourceApiVersion = ApiVersion.V3 };

    /// <summary>One whose endpoints are asked for.</summary>
    public static Cluster Cluster(string name, string? serviceName = null) => new()
    {
        Name = name, Type = ActorMesh.Runtime.Contracts.Envoy.Clusters.Cluster.Types.DiscoveryType.Eds, ConnectTimeout = Duration.FromTimeSpan(TimeSpan.FromSeconds(1)),
        EdsClusterConfig = new() { EdsConfig = Ads, ServiceName = serviceName ?? "" },
    };

    public static ClusterLoadAssignment Assignment(string name, params int[] ports)
    {
        var locality = new LocalityLbEndpoints();
        locality.LbEndpoints.AddRange(ports.Select(port => new LbEndpoint { Endpoint = new Endpoint { Address = Address(port) } }));
        return new ClusterLoadAssignment { ClusterName = name, Endpoints = { locality } };
    }

    /// <summary>One whose routes are asked for.</summary>
    public static Listener Listener(string name, int port, string routes) => Listener(name, port, new HttpConnectionManager
    {
        Rds = new Rds { ConfigSource = Ads, RouteConfigName = routes },
    });

    /// <summary>One that holds its routes.</summary>
    public static Listener Listener(string name, int port, RouteConfiguration routes) => Listener(name, port, new HttpConnectionManager { RouteConfig = routes });

    /// <summary>All paths to one cluster.</summary>
    public static RouteConfiguration Routes(string name, string cluster) => new()
    {
        Name = name,
        VirtualHosts =
        {
            new VirtualHost { Name = "all", Domains = { "*" }, Routes = { new Route { Match = new RouteMatch { Prefix = "/" }, Route_ = new RouteAction { Cluster = cluster } } } },
        },
    };

    private static Listener Listener(string name, int port, HttpConnectionManager http)
    {
        http.StatPrefix = name;
        http.HttpFilters.Add(new HttpFilter { Name = "router", TypedConfig = Any.Pack(new Router()) });
        return new Listener
        {
            Name = name, Address = Address(port), FilterChains = { new FilterChain { Filters = { new Filter { Name = "http", TypedConfig = Any.Pack(http) } } } },
        };
    }

    private static Address Address(int port) => new() { SocketAddress = new SocketAddress { Address = "127.0.0.1", PortValue = (uint)port } };
}

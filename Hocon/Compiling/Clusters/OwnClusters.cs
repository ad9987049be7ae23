using ActorMesh.Hocon.Mesh.Values;
using ActorMesh.Runtime.Contracts.Envoy.Clusters;
using ActorMesh.Runtime.Contracts.Envoy.Core;
using ActorMesh.Runtime.Contracts.Envoy.Endpoints;
using Google.Protobuf.WellKnownTypes;
using static ActorMesh.Runtime.Contracts.Envoy.Clusters.Cluster.Types;
using UpstreamOptions = ActorMesh.Runtime.Contracts.Envoy.UpstreamHttp.HttpProtocolOptions;

namespace ActorMesh.Hocon.Compiling.Clusters;

/// <summary>Clusters that are not callees: the application, and what the sidecar itself asks.</summary>
internal static class OwnClusters
{
    private const int GrpcCollectorPort = 4317, HttpCollectorPort = 4318;

    /// <returns>The name of the cluster of the workload's own application.</returns>
    public static string App(Workload workload) => workload.Clusters.Add(ClusterName.App, () =>
    {
        var policies = workload.Service.Policies;
        var app = workload.Place.App;
        var cluster = Single(ClusterName.App, app.Host, app.Port);
        cluster.ConnectTimeout = Duration.FromTimeSpan(policies.Timeout.Connect.Value);
        cluster.CircuitBreakers = BreakerCompiler.Unlimited();
        UpstreamProtocolCompiler.Apply(cluster, policies);
        return cluster;
    });

    /// <returns>The name of the cluster that traces are sent to.</returns>
    public static string Collector(Workload workload, string endpoint, bool isGrpc) => workload.Clusters.Add(ClusterName.Collector, () =>
    {
        var (host, port) = Address(endpoint, isGrpc ? GrpcCollectorPort : HttpCollectorPort);
        var cluster = Single(ClusterName.Collector, host, port);
        if (isGrpc) Http2(cluster);
        return cluster;
    });

    /// <returns>The name of the cluster that is asked for limits of the whole mesh. Who that is, the control plane says.</returns>
    public static string RateLimiter(Workload workload) => workload.Clusters.Add(ClusterName.RateLimiter, () =>
    {
        var cluster = new Cluster
        {
            Name = ClusterName.RateLimiter,
            Type = DiscoveryType.Static,
            LoadAssignment = new ClusterLoadAssignment { ClusterName = ClusterName.RateLimiter },
        };
        Http2(cluster);
        return cluster;
    });

    private static Cluster Single(string name, string host, int port) => new()
    {
        Name = name,
        Type = Addresses.IsIp(host) ? DiscoveryType.Static : DiscoveryType.StrictDns,
        LoadAssignment = new ClusterLoadAssignment
        {
            ClusterName = name,
            Endpoints = { new LocalityLbEndpoints { LbEndpoints = { new LbEndpoint { Endpoint = new Endpoint { Address = Addresses.Of(host, port) } } } } },
        },
    };

    private static void Http2(Cluster cluster)
    {
        var options = new UpstreamOptions { ExplicitHttpConfig = new() { Http2ProtocolOptions = new Http2ProtocolOptions() } };
        cluster.TypedExtensionProtocolOptions[UpstreamOptions.Descriptor.FullName] = Any.Pack(options);
    }

    private static (string Host, int Port) Address(string endpoint, int portDefault)
    {
        if (Uri.TryCreate(endpoint, UriKind.Absolute, out var uri) && uri.Host.Length > 0)
            return (uri.Host.Trim('[', ']'), uri.IsDefaultPort ? portDefault : uri.Port);
        return HostAndPort.TryParse(endpoint, out var host, out var port) ? (host, port ?? portDefault) : ("localhost", portDefault);
    }
}

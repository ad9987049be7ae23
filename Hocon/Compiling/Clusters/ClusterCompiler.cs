using ActorMesh.Hocon.Compiling.Security;
using ActorMesh.Hocon.Mesh;
using ActorMesh.Hocon.Mesh.Policies;
using ActorMesh.Runtime.Contracts.Envoy.Clusters;
using ActorMesh.Runtime.Contracts.Envoy.Core;
using Google.Protobuf.WellKnownTypes;
using static ActorMesh.Runtime.Contracts.Envoy.Clusters.Cluster.Types;

namespace ActorMesh.Hocon.Compiling.Clusters;

/// <summary>Compiles how a caller reaches the replicas of a service.</summary>
internal static class ClusterCompiler
{
    /// <param name="version">Null: all endpoints.</param>
    public static Cluster Compile(
        string name, ServiceMesh mesh, Placement placement, Service callee, ServiceVersion? version, PolicySet policies, Caller caller)
    {
        var endpoints = EndpointCompiler.Of(placement, callee, version);
        var cluster = new Cluster
        {
            Name = name,
            Type = EndpointShape.Of(endpoints).IsByAddress ? DiscoveryType.Static : DiscoveryType.StrictDns,
            ConnectTimeout = Duration.FromTimeSpan(policies.Timeout.Connect.Value),
            LoadAssignment = EndpointCompiler.Assign(name, endpoints, policies.LoadBalancer),
            CircuitBreakers = BreakerCompiler.Compile(policies),
            OutlierDetection = OutlierCompiler.Compile(policies.Outlier),
            TransportSocket = MutualTls.Upstream(mesh, callee, policies, caller),
        };
        if (cluster.Type == DiscoveryType.StrictDns && callee.EndpointsDns is { } dns) cluster.DnsRefreshRate = Duration.FromTimeSpan(dns.Refresh.Value);
        BalancerCompiler.Apply(cluster, policies.LoadBalancer, endpoints);
        if (HealthCheckCompiler.Compile(policies, callee) is { } check) cluster.HealthChecks.Add(check);
        UpstreamProtocolCompiler.Apply(cluster, policies);
        cluster.Metadata = Metadata(policies);
        return cluster;
    }

    private static Metadata? Metadata(PolicySet policies)
    {
        var metadata = new Metadata();
        BreakerCompiler.Describe(policies, metadata);
        OutlierCompiler.Describe(policies.Outlier, metadata);
        return metadata.OrNull();
    }
}

using ActorMesh.Hocon.Compiling.Clusters;
using ActorMesh.Hocon.Compiling.Routes;
using ActorMesh.Hocon.Mesh;
using ActorMesh.Hocon.Mesh.Policies;
using ActorMesh.Runtime.Contracts.Envoy.Listeners;
using ActorMesh.Runtime.Contracts.Envoy.Primitives;
using ActorMesh.Runtime.Contracts.Envoy.Tcp;
using Google.Protobuf.WellKnownTypes;
using static ActorMesh.Runtime.Contracts.Envoy.Tcp.TcpProxy.Types;

namespace ActorMesh.Hocon.Compiling.Listeners;

/// <summary>Compiles connections whose bytes pass unread.</summary>
internal static class TcpForwarding
{
    /// <summary>To a callee. Connections have nothing to match, so of its routes the first that splits holds for all.</summary>
    public static Filter ToCallee(Workload workload, string name, Service callee, Caller caller)
    {
        var proxy = Proxy(name, callee.Policies);
        var shares = callee.Routes.FirstOrDefault(route => route.Split.Count > 0)?.Split.Where(share => share.Share > 0).ToList() ?? [];
        var weights = Fractions.Weights([.. shares.Select(share => share.Share)]);
        if (shares.Count < 2) proxy.Cluster = Cluster(shares.Count == 0 ? "" : shares[0].Version);
        else
            proxy.WeightedClusters = new WeightedCluster
            {
                Clusters = { shares.Select((share, i) => new WeightedCluster.Types.ClusterWeight { Name = Cluster(share.Version), Weight = weights[i] }) },
            };
        if (callee.Policies.LoadBalancer.HashOn.Value == HashCompiler.ClientAddress)
            proxy.HashPolicy.Add(new HashPolicy { SourceIp = new HashPolicy.Types.SourceIp() });
        if (callee.Policies.Retries is { MaxAttempts.Value: > 1 } retries && retries.On.Value.Contains("connect-failure", StringComparer.Ordinal))
            proxy.MaxConnectAttempts = (uint)retries.MaxAttempts.Value;
        return Pack(proxy);

        string Cluster(string version) => workload.Clusters.Callee(callee, callee.FindVersion(version), null, caller);
    }

    public static Filter ToApp(Workload workload, string name)
    {
        var proxy = Proxy(name, workload.Service.Policies);
        proxy.Cluster = OwnClusters.App(workload);
        return Pack(proxy);
    }

    private static TcpProxy Proxy(string name, PolicySet policies) => new()
    {
        StatPrefix = name,
        IdleTimeout = Duration.FromTimeSpan(policies.Timeout.Idle.Value ?? TimeSpan.Zero),
        AccessLog = { AccessLogCompiler.Compile(policies.AccessLog) },
    };

    private static Filter Pack(TcpProxy proxy) => new() { Name = "envoy.filters.network.tcp_proxy", TypedConfig = Any.Pack(proxy) };
}

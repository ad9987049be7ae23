using ActorMesh.Hocon.Reading;
using ActorMesh.Runtime.Contracts.Envoy.Clusters;
using ActorMesh.Runtime.Contracts.Envoy.Core;
using ActorMesh.Runtime.Contracts.Envoy.TransportSecurity;
using Discovery = ActorMesh.Runtime.Contracts.Envoy.Clusters.Cluster.Types.DiscoveryType;
using UpstreamOptions = ActorMesh.Runtime.Contracts.Envoy.UpstreamHttp.HttpProtocolOptions;

namespace ActorMesh.Hocon.Envoy.Checks;

internal static class ClusterCheck
{
    private static readonly TimeSpan Millisecond = TimeSpan.FromMilliseconds(1);

    public static void Run(Cluster cluster, CheckContext context)
    {
        context.Require(cluster, Cluster.NameFieldNumber);
        if (cluster.Type == Discovery.Eds)
            Endpoints(cluster, context);
        else if (cluster.Type == Discovery.OriginalDst)
            context.Error(
                cluster, Cluster.TypeFieldNumber,
                "ORIGINAL_DST is not supported yet",
                "use STATIC or STRICT_DNS with a load_assignment");
        else
            ClusterEndpointsCheck.Run(cluster, context);

        context.AtLeast(cluster, Cluster.ConnectTimeoutFieldNumber, cluster.ConnectTimeout, Millisecond);
        context.AtLeast(cluster, Cluster.DnsRefreshRateFieldNumber, cluster.DnsRefreshRate, Millisecond);
        if (cluster.PerConnectionBufferLimitBytes == 0)
            context.Error(cluster, Cluster.PerConnectionBufferLimitBytesFieldNumber, "must be at least 1");

        if (cluster.TransportSocket is { } socket) TransportSocketCheck.Context<UpstreamTlsContext>(socket, context);
        BalancingCheck.Run(cluster, context);
        Thresholds(cluster, context);
        ProtocolOptions(cluster, context);
    }

    private static void Endpoints(Cluster cluster, CheckContext context)
    {
        if (cluster.LoadAssignment is not null)
            context.Error(
                cluster, Cluster.LoadAssignmentFieldNumber, "the endpoints of a cluster of type EDS are asked for", "remove it, or use STATIC or STRICT_DNS");
        if (context.Require(cluster, Cluster.EdsClusterConfigFieldNumber, "write eds_config: { ads: {} } there"))
            context.Require(cluster.EdsClusterConfig, Cluster.Types.EdsClusterConfig.EdsConfigFieldNumber, "write ads: {}");
    }

    public static void Run(Cluster.Types.RefreshRate rate, CheckContext context)
    {
        context.Require(rate, Cluster.Types.RefreshRate.BaseIntervalFieldNumber);
        context.AtLeast(rate, Cluster.Types.RefreshRate.BaseIntervalFieldNumber, rate.BaseInterval, Millisecond);
        if (rate.BaseInterval is { } least && rate.MaxInterval is { } most && most.ToTimeSpan() < least.ToTimeSpan())
            context.Error(rate, Cluster.Types.RefreshRate.MaxIntervalFieldNumber, "must not be below base_interval");
    }

    private static void Thresholds(Cluster cluster, CheckContext context)
    {
        var seen = new HashSet<RoutingPriority>();
        foreach (var thresholds in cluster.CircuitBreakers?.Thresholds ?? [])
        {
            if (!seen.Add(thresholds.Priority))
                context.Error(
                    thresholds, CircuitBreakers.Types.Thresholds.PriorityFieldNumber,
                    $"the priority {thresholds.Priority.ToString().ToUpperInvariant()} has thresholds already");
        }
    }

    private static void ProtocolOptions(Cluster cluster, CheckContext context)
    {
        var name = UpstreamOptions.Descriptor.FullName;
        foreach (var (key, any) in cluster.TypedExtensionProtocolOptions)
        {
            if (key != name)
                context.Error(
                    cluster, Cluster.TypedExtensionProtocolOptionsFieldNumber,
                    $"there are no protocol options called {Quoted.Of(key)}",
                    $"the key must be {name}");
            else if (context.PayloadOf(any) is { } payload and not UpstreamOptions)
                context.Error(
                    cluster, Cluster.TypedExtensionProtocolOptionsFieldNumber,
                    $"{Quoted.Of(payload.Descriptor.FullName)} does not belong here",
                    $"the @type must be type.googleapis.com/{name}");
        }
    }
}

using ActorMesh.Runtime.Contracts.Envoy.Clusters;
using ActorMesh.Runtime.Contracts.Envoy.Core;
using ActorMesh.Runtime.Contracts.Envoy.Http;
using ActorMesh.Runtime.Contracts.Envoy.Listeners;
using Google.Protobuf;

namespace ActorMesh.DataPlane.Configuration.Discovery;

/// <summary>What a resource leaves to be asked for. Pure.</summary>
/// <param name="clusterName">How a source may name the control plane; null: only as <c>ads</c> and <c>self</c>.</param>
internal sealed class ResourceNeeds(string? clusterName)
{
    /// <exception cref="ResourceException">It is to be asked for somewhere else.</exception>
    public IReadOnlyList<DiscoveryNeed> Of(IMessage message) => message switch
    {
        Cluster { Type: Cluster.Types.DiscoveryType.Eds } cluster => [Endpoints(cluster)],
        Listener listener => [.. ListenerRoutes.Asked(listener).DistinctBy(rds => rds.RouteConfigName).Select(rds => Routes(listener, rds))],
        _ => [],
    };

    private DiscoveryNeed Endpoints(Cluster cluster)
    {
        var eds = cluster.EdsClusterConfig ?? throw new ResourceException($"cluster '{cluster.Name}'", "type EDS needs eds_cluster_config with eds_config");
        return new(eds.ServiceName.Length > 0 ? eds.ServiceName : cluster.Name, Patience($"cluster '{cluster.Name}'", "eds_config", eds.EdsConfig));
    }

    private DiscoveryNeed Routes(Listener listener, Rds rds)
    {
        var name = $"listener '{listener.Name}'";
        if (rds.RouteConfigName.Length == 0) throw new ResourceException(name, "rds has no route_config_name");
        return new(rds.RouteConfigName, Patience(name, "rds.config_source", rds.ConfigSource));
    }

    private TimeSpan Patience(string resource, string field, ConfigSource? source)
    {
        if (source is null || !IsServed(source))
            throw new ResourceException(resource, $"{field} leads to a source that is not followed here; use ads, or self");
        var patience = source.InitialFetchTimeout?.ToTimeSpan() ?? DiscoverySettings.PatienceUsual;
        return patience > TimeSpan.Zero ? patience : Timeout.InfiniteTimeSpan;
    }

    private bool IsServed(ConfigSource source) => source.ConfigSourceSpecifierCase switch
    {
        ConfigSource.ConfigSourceSpecifierOneofCase.Ads or ConfigSource.ConfigSourceSpecifierOneofCase.Self => true,
        ConfigSource.ConfigSourceSpecifierOneofCase.ApiConfigSource =>
            clusterName is not null && source.ApiConfigSource.GrpcServices is [{ EnvoyGrpc.ClusterName: var name }] && name == clusterName,
        _ => false,
    };
}

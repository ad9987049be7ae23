using ActorMesh.DataPlane.Configuration.Secrets;
using ActorMesh.Runtime.Contracts.Envoy.Clusters;
using ActorMesh.Runtime.Contracts.Envoy.Core;
using ActorMesh.Runtime.Contracts.Envoy.Http;
using ActorMesh.Runtime.Contracts.Envoy.Listeners;
using Google.Protobuf;

namespace ActorMesh.DataPlane.Configuration.Discovery;

/// <summary>What a resource leaves to be asked for. Pure.</summary>
/// <param name="clusterName">How a source may name the control plane; null: only as <c>ads</c> and <c>self</c>.</param>
/// <param name="isOwnSecret">Whether this process makes the secret of a name itself.</param>
/// <param name="comesWithIdentity">Whether the first of that name comes another way: nobody waits for it.</param>
internal sealed class ResourceNeeds(string? clusterName, Func<string, bool> isOwnSecret, Func<string, bool> comesWithIdentity)
{
    /// <exception cref="ResourceException">It is to be asked for somewhere else.</exception>
    public IReadOnlyList<DiscoveryNeed> Of(IMessage message) => message switch
    {
        Cluster cluster =>
        [
            .. cluster.Type == Cluster.Types.DiscoveryType.Eds ? [Endpoints(cluster)] : Array.Empty<DiscoveryNeed>(),
            .. Secrets($"cluster '{cluster.Name}'", [cluster.TransportSocket]),
        ],
        Listener listener =>
        [
            .. ListenerRoutes.Asked(listener).DistinctBy(rds => rds.RouteConfigName).Select(rds => Routes(listener, rds)),
            .. Secrets($"listener '{listener.Name}'", listener.FilterChains.Append(listener.DefaultFilterChain).Select(chain => chain?.TransportSocket)),
        ],
        _ => [],
    };

    private DiscoveryNeed Endpoints(Cluster cluster)
    {
        var eds = cluster.EdsClusterConfig ?? throw new ResourceException($"cluster '{cluster.Name}'", "type EDS needs eds_cluster_config with eds_config");
        return new(DiscoveredType.Endpoints, eds.ServiceName.Length > 0 ? eds.ServiceName : cluster.Name, Patience($"cluster '{cluster.Name}'", "eds_config", eds.EdsConfig));
    }

    private DiscoveryNeed Routes(Listener listener, Rds rds)
    {
        var name = $"listener '{listener.Name}'";
        if (rds.RouteConfigName.Length == 0) throw new ResourceException(name, "rds has no route_config_name");
        return new(DiscoveredType.Routes, rds.RouteConfigName, Patience(name, "rds.config_source", rds.ConfigSource));
    }

    private IEnumerable<DiscoveryNeed> Secrets(string resource, IEnumerable<TransportSocket?> sockets) =>
        from secret in sockets.SelectMany(DeliveredSecrets.In).DistinctBy(secret => secret.Name)
        where !isOwnSecret(secret.Name)
        let patience = Patience(resource, "sds_config", secret.SdsConfig)
        select new DiscoveryNeed(DiscoveredType.Secret, secret.Name, comesWithIdentity(secret.Name) ? TimeSpan.Zero : patience);

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

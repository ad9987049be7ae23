using ActorMesh.Runtime.Contracts.Envoy.Bootstrapping;
using ActorMesh.Runtime.Contracts.Envoy.Core;
using ActorMesh.Runtime.Contracts.Envoy.TransportSecurity;

namespace ActorMesh.DataPlane.Configuration.Secrets;

/// <summary>The secrets that somebody else delivers (SDS). Pure.</summary>
internal static class DeliveredSecrets
{
    public static IEnumerable<SdsSecretConfig> In(TransportSocket? socket)
    {
        if (SecretSources.CommonOf(socket) is not { } common) return [];
        var named = common.TlsCertificateSdsSecretConfigs.AsEnumerable();
        if (SecretName.DeliveredRoots(common) is { } roots) named = named.Append(roots);
        return named.Where(secret => secret.SdsConfig is not null);
    }

    public static IEnumerable<string> NamesIn(Bootstrap bootstrap) =>
        bootstrap.StaticResources.Clusters.Select(cluster => cluster.TransportSocket)
            .Concat(bootstrap.StaticResources.Listeners.SelectMany(listener => listener.FilterChains.Append(listener.DefaultFilterChain)).Select(chain => chain?.TransportSocket))
            .SelectMany(In).Select(secret => secret.Name);
}

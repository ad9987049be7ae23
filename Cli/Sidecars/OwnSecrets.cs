using ActorMesh.Runtime.Contracts.Envoy.Bootstrapping;
using ActorMesh.Runtime.Contracts.Envoy.Core;
using ActorMesh.Runtime.Contracts.Envoy.TransportSecurity;

namespace ActorMesh.Cli.Sidecars;

/// <summary>Whether what is to run asks for certificates by name, which somebody has to issue.</summary>
internal static class OwnSecrets
{
    public static bool AreNeeded(Bootstrap bootstrap) =>
        bootstrap.StaticResources.Listeners.SelectMany(listener => listener.FilterChains).Any(chain => IsNamed(chain.TransportSocket))
        || bootstrap.StaticResources.Clusters.Any(cluster => IsNamed(cluster.TransportSocket));

    private static bool IsNamed(TransportSocket? socket)
    {
        if (socket?.TypedConfig is not { } config) return false;
        if (config.TryUnpack(out DownstreamTlsContext server)) return server.CommonTlsContext?.TlsCertificateSdsSecretConfigs.Count > 0;
        return config.TryUnpack(out UpstreamTlsContext client) && client.CommonTlsContext?.TlsCertificateSdsSecretConfigs.Count > 0;
    }
}

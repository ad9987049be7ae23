using ActorMesh.Runtime.Contracts.Envoy.Bootstrapping;
using ActorMesh.Runtime.Contracts.Envoy.Core;
using ActorMesh.Runtime.Contracts.Envoy.TransportSecurity;

namespace ActorMesh.DataPlane.Configuration.Secrets;

/// <summary>Finds in a configuration the secrets that it holds, or names the files of. Pure.</summary>
public static class SecretSources
{
    private const string Context = "transport_socket.typed_config.common_tls_context.";

    /// <returns>Each name once, with who asks for it first.</returns>
    public static IReadOnlyList<SecretSource> Of(Bootstrap bootstrap)
    {
        var resources = bootstrap.StaticResources ?? new Bootstrap.Types.StaticResources();
        var found = resources.Secrets.Select(secret => new SecretSource(secret.Name, $"secret '{secret.Name}'", "", secret))
            .Concat(
                from listener in resources.Listeners
                from entry in listener.FilterChains.Index().Append((Index: -1, Item: listener.DefaultFilterChain))
                where entry.Item?.TransportSocket is not null
                from source in Of($"listener '{listener.Name}'", $"{(entry.Index < 0 ? "default_filter_chain" : $"filter_chains[{entry.Index}]")}.", entry.Item.TransportSocket)
                select source)
            .Concat(
                from cluster in resources.Clusters
                where cluster.TransportSocket is not null
                from source in Of($"cluster '{cluster.Name}'", "", cluster.TransportSocket)
                select source);
        return [.. found.DistinctBy(source => source.Name, StringComparer.Ordinal)];
    }

    /// <returns>Null when it is of another kind.</returns>
    public static CommonTlsContext? CommonOf(TransportSocket? socket) => socket?.TypedConfig switch
    {
        null => null,
        var any when any.TryUnpack(out DownstreamTlsContext downstream) => downstream.CommonTlsContext,
        var any when any.TryUnpack(out UpstreamTlsContext upstream) => upstream.CommonTlsContext,
        _ => null,
    };

    private static IEnumerable<SecretSource> Of(string resource, string path, TransportSocket socket)
    {
        if (CommonOf(socket) is not { } common) yield break;
        if (common.TlsCertificates is [var certificate, ..])
            yield return new SecretSource(SecretName.Of(certificate), resource, $"{path}{Context}tls_certificates[0].", new Secret { TlsCertificate = certificate });
        if (SecretName.DeliveredRoots(common) is null && common.ValidationContext?.TrustedCa is { } roots)
            yield return new SecretSource(
                SecretName.OfRoots(roots), resource, $"{path}{Context}validation_context.",
                new Secret { ValidationContext = new CertificateValidationContext { TrustedCa = roots } });
    }
}

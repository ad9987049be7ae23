using ActorMesh.Hocon.Compiling.Routes;
using ActorMesh.Hocon.Mesh;
using ActorMesh.Hocon.Mesh.Policies;
using ActorMesh.Runtime.Contracts.Envoy.Core;
using ActorMesh.Runtime.Contracts.Envoy.HttpFilters;
using Google.Protobuf.WellKnownTypes;

namespace ActorMesh.Hocon.Compiling.Filters;

/// <summary>Compiles whose token a request must carry. The application gets it, too: it may want to know for whom the request is.</summary>
internal static class TokenCompiler
{
    private static readonly TimeSpan Refresh = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <returns>Null when no request of the service needs a token.</returns>
    public static JwtAuthentication? Filter(Service service)
    {
        var filter = new JwtAuthentication();
        foreach (var policies in service.Routes.Select(route => route.Policies).Prepend(service.Policies))
        {
            if (NameOf(policies) is not { } name || filter.Providers.ContainsKey(name)) continue;
            filter.Providers.Add(name, Provider(policies.Authorization));
            filter.RequirementMap.Add(name, new JwtRequirement { ProviderName = name });
        }

        if (filter.Providers.Count == 0) return null;
        if (NameOf(service.Policies) is { } needed) filter.Rules.Add(new RequirementRule { Match = RouteMatchCompiler.Everything(), RequirementName = needed });
        return filter;
    }

    /// <summary>What a route says instead.</summary>
    public static PerRouteConfig Override(PolicySet own) =>
        NameOf(own) is { } name ? new PerRouteConfig { RequirementName = name } : new PerRouteConfig { Disabled = true };

    /// <summary>Where the issuer's keys are; null when nobody can tell.</summary>
    public static string? KeysOf(AuthorizationPolicy policy)
    {
        if (policy.JwtKeys.Value is { } written) return written;
        return policy.JwtIssuer.Value is { } issuer && IsAddress(issuer) ? $"{issuer.TrimEnd('/')}/.well-known/jwks.json" : null;
    }

    private static bool IsAddress(string text) => Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https";

    // The same tokens are good for two routes that say the same, so they share what was found good.
    private static string? NameOf(PolicySet policies)
    {
        var policy = policies.Authorization;
        return policy.JwtIssuer.Value is { } issuer && policies.IsHttp
            ? string.Join(' ', new[] { issuer, policy.JwtAudience.Value, policy.JwtKeys.Value }.OfType<string>())
            : null;
    }

    private static JwtProvider Provider(AuthorizationPolicy policy)
    {
        var provider = new JwtProvider { Issuer = policy.JwtIssuer.Value!, Forward = true };
        if (policy.JwtAudience.Value is { } audience) provider.Audiences.Add(audience);
        if (KeysOf(policy) is not { } keys) provider.LocalJwks = new DataSource { InlineString = "{}" };
        else if (!IsAddress(keys)) provider.LocalJwks = new DataSource { Filename = keys };
        else
            provider.RemoteJwks = new RemoteJwks
            {
                HttpUri = new HttpUri { Uri = keys, Cluster = "jwks", Timeout = Duration.FromTimeSpan(Patience) },
                CacheDuration = Duration.FromTimeSpan(Refresh),
            };
        return provider;
    }
}

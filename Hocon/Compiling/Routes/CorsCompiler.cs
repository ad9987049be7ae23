using System.Globalization;
using ActorMesh.Hocon.Compiling.Filters;
using ActorMesh.Hocon.Mesh.Policies;
using ActorMesh.Runtime.Contracts.Envoy.Matching;
using Google.Protobuf.WellKnownTypes;
using XdsCors = ActorMesh.Runtime.Contracts.Envoy.HttpFilters.CorsPolicy;
using XdsRoute = ActorMesh.Runtime.Contracts.Envoy.Routes.Route;

namespace ActorMesh.Hocon.Compiling.Routes;

/// <summary>Compiles which pages of other sites may call.</summary>
internal static class CorsCompiler
{
    public static void Apply(XdsRoute route, CorsPolicy? policy)
    {
        if (policy is null) return;
        var compiled = new XdsCors
        {
            AllowOriginStringMatch = { policy.AllowOrigins.Value.Select(Origin) },
            AllowMethods = string.Join(", ", policy.AllowMethods.Value),
            AllowHeaders = string.Join(", ", policy.AllowHeaders.Value),
            ExposeHeaders = string.Join(", ", policy.ExposeHeaders.Value),
            AllowCredentials = policy.AllowCredentials.Value,
        };
        if (policy.MaxAge.Value is { } age) compiled.MaxAge = ((long)age.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        route.TypedPerFilterConfig[FilterNames.Cors] = Any.Pack(compiled);
    }

    // A lone * is every origin; inside a name it stands for the rest of one.
    private static StringMatcher Origin(string origin) => origin == "*" || !origin.Contains('*')
        ? new StringMatcher { Exact = origin }
        : new StringMatcher { SafeRegex = new RegexMatcher { Regex = string.Join("[^/]*", origin.Split('*').Select(Re2.Escape)) } };
}

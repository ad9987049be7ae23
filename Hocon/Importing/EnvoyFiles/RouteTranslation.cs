using ActorMesh.Hocon.Compiling;
using ActorMesh.Hocon.Importing.Drafts;
using ActorMesh.Hocon.Importing.Routing;
using ActorMesh.Hocon.Importing.Writing;
using ActorMesh.Runtime.Contracts.Envoy.Core;
using ActorMesh.Runtime.Contracts.Envoy.HttpFilters;
using ActorMesh.Runtime.Contracts.Envoy.Primitives;
using ActorMesh.Runtime.Contracts.Envoy.Routes;
using XdsRoute = ActorMesh.Runtime.Contracts.Envoy.Routes.Route;

namespace ActorMesh.Hocon.Importing.EnvoyFiles;

/// <summary>Reads a route of a route table.</summary>
/// <param name="isEntrance">Requests come from outside the mesh.</param>
internal sealed class RouteTranslation(EnvoyFile file, ClusterTable clusters, bool isEntrance)
{
    private readonly MatchTranslation _matches = new(file);

    /// <param name="prefix">What an exported file puts before the names of routes; empty for others.</param>
    /// <returns>Null when the route is left out.</returns>
    public ImportedRule? Read(XdsRoute route, string prefix)
    {
        var body = new DraftObject();
        var writer = new PolicyWriter(body, file.Notes);
        var match = _matches.Read(route.Match);
        List<ImportedDestination> destinations = [];
        ImportedDestination? mirror = null;
        if (route.Redirect is { } redirect) ReadRedirect(redirect, writer);
        else if (route.DirectResponse is { } response) ReadResponse(response, writer);
        else if (route.Route_ is { } action)
        {
            destinations = Destinations(action);
            mirror = new ActionTranslation(file, clusters, isEntrance).Read(action, route, writer);
        }
        else return null;

        HeaderTranslation.Read(route, body, file);
        ReadCors(route, writer);
        if (route.Tracing?.RandomSampling is { } sampling) writer.Share("tracing.sample", Percent(sampling), file.At(route.Tracing));
        if (match is null || (destinations.Count == 0 && route.Route_ is not null)) return null;
        var name = route.Name.StartsWith(prefix, StringComparison.Ordinal) ? route.Name[prefix.Length..] : route.Name;
        return new ImportedRule(file.At(route), name.Length == 0 ? null : name, match.IsEmpty ? [] : [match], body, destinations) { Mirror = mirror };
    }

    public static decimal Percent(FractionalPercent fraction) => Math.Min(100, fraction.Numerator * (fraction.Denominator switch
    {
        FractionalPercent.Types.DenominatorType.TenThousand => 0.01m,
        FractionalPercent.Types.DenominatorType.Million => 0.0001m,
        _ => 1m,
    }));

    private List<ImportedDestination> Destinations(RouteAction action)
    {
        if (action.ClusterSpecifierCase == RouteAction.ClusterSpecifierOneofCase.Cluster)
            return clusters.Destination(action.Cluster, 1, file.At(action)) is { } only ? [only] : [];
        if (action.WeightedClusters is { } split)
        {
            if (split.HeaderName.Length > 0) file.Notes.NotCarried(file.At(split), "shares are drawn, not read from a header");
            return [.. split.Clusters.Select(share => clusters.Destination(share.Name, share.Weight ?? 0, file.At(share))).OfType<ImportedDestination>()];
        }

        file.Notes.NotCarried(file.At(action, RouteAction.ClusterHeaderFieldNumber), "where a request goes is not read from a header; the route is left out");
        return [];
    }

    private void ReadRedirect(RedirectAction redirect, PolicyWriter writer)
    {
        writer.Text("redirect.scheme", redirect.HttpsRedirect ? "https" : redirect.SchemeRedirect is { Length: > 0 } scheme ? scheme : null);
        writer.Text("redirect.host", redirect.HostRedirect is { Length: > 0 } host ? host : null);
        if (redirect.PortRedirect > 0) writer.Count("redirect.port", redirect.PortRedirect, file.At(redirect), 1, 65535);
        writer.Text("redirect.path", redirect.PathRedirect is { Length: > 0 } path ? path : null);
        writer.Text("redirect.path-prefix", redirect.PrefixRewrite is { Length: > 0 } prefix ? prefix : null);
        if (redirect.RegexRewrite is not null) file.Notes.NotCarried(file.At(redirect.RegexRewrite), "a redirect changes the path or its prefix, not by an expression");
        if (redirect.StripQuery) file.Notes.NotCarried(file.At(redirect, RedirectAction.StripQueryFieldNumber), "a redirect keeps the query");
        writer.Word("redirect.status", redirect.ResponseCode switch
        {
            RedirectAction.Types.RedirectResponseCode.Found => "302",
            RedirectAction.Types.RedirectResponseCode.SeeOther => "303",
            RedirectAction.Types.RedirectResponseCode.TemporaryRedirect => "307",
            RedirectAction.Types.RedirectResponseCode.PermanentRedirect => "308",
            _ => "301",
        });
    }

    private void ReadResponse(DirectResponseAction response, PolicyWriter writer)
    {
        writer.Count("respond.status", response.Status, file.At(response), 200, 599);
        if (response.Body is not { } body) return;
        if (body.SpecifierCase == DataSource.SpecifierOneofCase.InlineString) writer.Text("respond.body", body.InlineString);
        else file.Notes.NotCarried(file.At(body), "the body of an answer stands in the mesh file; write it as text");
    }

    private void ReadCors(XdsRoute route, PolicyWriter writer)
    {
        foreach (var (filter, any) in route.TypedPerFilterConfig)
        {
            if (file.Payload<CorsPolicy>(any) is not { } cors) continue;
            writer.Target.Set("cors.enabled", DraftNode.On);
            var origins = cors.AllowOriginStringMatch.Where(origin => origin.HasExact).Select(origin => origin.Exact).ToList();
            if (origins.Count < cors.AllowOriginStringMatch.Count) file.Notes.NotCarried(file.At(cors), $"{filter}: origins are listed exactly");
            writer.Texts("cors.allow-origins", origins);
            writer.Texts("cors.allow-methods", List(cors.AllowMethods));
            writer.Texts("cors.allow-headers", List(cors.AllowHeaders));
            writer.Texts("cors.expose-headers", List(cors.ExposeHeaders));
            if (long.TryParse(cors.MaxAge, out var seconds) && seconds is > 0 and < int.MaxValue)
                writer.Duration("cors.max-age", TimeSpan.FromSeconds(seconds), file.At(cors), TimeSpan.FromSeconds(1), TimeSpan.FromHours(24));
            if (cors.AllowCredentials == true) writer.Target.Set("cors.allow-credentials", DraftNode.On);
        }
    }

    private static string[] List(string text) => text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}

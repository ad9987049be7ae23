using System.Text.RegularExpressions;
using ActorMesh.Runtime.Contracts.Envoy.Matching;
using ActorMesh.Runtime.Contracts.Envoy.Routes;
using Google.Protobuf.WellKnownTypes;
using static ActorMesh.Runtime.Contracts.Envoy.Routes.RouteAction.Types;
using Specifier = ActorMesh.Runtime.Contracts.Envoy.Routes.RouteMatch.PathSpecifierOneofCase;
using Weight = ActorMesh.Runtime.Contracts.Envoy.Routes.WeightedCluster.Types.ClusterWeight;

namespace ActorMesh.ControlPlane.Resources;

/// <summary>
/// Routes as gRPC clients take them. A call is a POST without a query, so what asks for something else is left out; what is answered by the
/// proxy itself goes to nobody. Filters, rewrites and copies are a proxy's, and gRPC has none of them.
/// </summary>
internal sealed class ProxylessRoutes(ProxylessClusters clusters)
{
    private const string Method = ":method";
    private const string Post = "POST";

    public IEnumerable<Route> Of(IEnumerable<Route> routes)
    {
        foreach (var route in routes)
            if (Match(route.Match) is { } match) yield return new Route { Name = route.Name, Match = match, Route_ = Action(route) };
    }

    /// <summary>All calls to one cluster, as connections have it whose bytes pass unread.</summary>
    public Route Everything(string name, IEnumerable<(string Cluster, uint Weight)> targets) =>
        new() { Name = name, Match = new RouteMatch { Prefix = "" }, Route_ = To(targets) };

    /// <returns>Null when no call can match it.</returns>
    private static RouteMatch? Match(RouteMatch source)
    {
        if (source.QueryParameters.Any(parameter => parameter.QueryParameterMatchSpecifierCase != QueryParameterMatcher.QueryParameterMatchSpecifierOneofCase.PresentMatch || parameter.PresentMatch))
            return null;
        if (source.Headers.Any(header => header.Name == Method && !TakesPost(header))) return null;
        var match = source.PathSpecifierCase switch
        {
            Specifier.PathSeparatedPrefix => new RouteMatch
            {
                SafeRegex = new RegexMatcher { Regex = $"{Regex.Escape(source.PathSeparatedPrefix)}(?:/.*)?" },
            },
            Specifier.Path => new RouteMatch { Path = source.Path },
            Specifier.SafeRegex => new RouteMatch { SafeRegex = source.SafeRegex.Clone() },
            _ => new RouteMatch { Prefix = source.Prefix },
        };
        match.Headers.AddRange(source.Headers.Where(header => header.Name != Method).Select(header => header.Clone()));
        match.RuntimeFraction = source.RuntimeFraction?.Clone();
        return match;
    }

    private static bool TakesPost(HeaderMatcher method)
    {
        var takes = method.StringMatch switch
        {
            { MatchPatternCase: StringMatcher.MatchPatternOneofCase.Exact } one => one.Exact == Post,
            { MatchPatternCase: StringMatcher.MatchPatternOneofCase.SafeRegex } some => some.SafeRegex.Regex.Split('|').Contains(Post, StringComparer.Ordinal),
            _ => true,
        };
        return takes != method.InvertMatch;
    }

    private RouteAction Action(Route route)
    {
        if (route.Route_ is not { } source) return To([(ProxylessClusters.Nobody, 1)]);
        var action = To(source.ClusterSpecifierCase == RouteAction.ClusterSpecifierOneofCase.WeightedClusters
            ? source.WeightedClusters.Clusters.Select(part => (part.Name, part.Weight ?? 0))
            : [(source.Cluster, 1)]);
        var limit = source.Timeout is { } timeout && timeout.ToTimeSpan() > TimeSpan.Zero ? timeout : source.MaxStreamDuration?.MaxStreamDuration_;
        if (limit is not null) action.MaxStreamDuration = new MaxStreamDuration { MaxStreamDuration_ = limit.Clone() };
        action.RetryPolicy = ProxylessRetries.Of(route);
        action.HashPolicy.AddRange(source.HashPolicy.Where(policy => policy.PolicySpecifierCase == HashPolicy.PolicySpecifierOneofCase.Header).Select(policy => policy.Clone()));
        return action;
    }

    private RouteAction To(IEnumerable<(string Cluster, uint Weight)> targets)
    {
        var parts = targets.SelectMany(target => clusters.PartsOf(target.Cluster).Select(part => (part.Name, Weight: part.Weight * target.Weight))).ToList();
        if (parts is [var only]) return new RouteAction { Cluster = only.Name };
        return new RouteAction { WeightedClusters = new WeightedCluster { Clusters = { parts.Select(part => new Weight { Name = part.Name, Weight = part.Weight }) } } };
    }
}

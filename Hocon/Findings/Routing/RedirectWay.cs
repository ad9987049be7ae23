using ActorMesh.Hocon.Mesh;

namespace ActorMesh.Hocon.Findings.Routing;

/// <summary>Follows redirects from route to route of one service, as a client would.</summary>
internal static class RedirectWay
{
    /// <summary>Clients give up earlier.</summary>
    private const int TurnsMax = 20;

    /// <returns>The paths of the circle; empty when it ends somewhere, or when that can't be said without a request.</returns>
    public static IReadOnlyList<string> From(Service service, Route start)
    {
        List<string> way = [start.Match.Path.Value ?? start.Match.PathPrefix.Value ?? "/"];
        if (start.Match.PathRegex.Value is not null) return [];
        var route = start;
        for (var turn = 0; turn < TurnsMax; turn++)
        {
            if (Target(route, way[^1]) is not { } next) return [];
            way.Add(next);
            if (Taker(service, next, start) is not { } taker) return [];
            if (taker == start) return way;
            route = taker;
        }
        return [];
    }

    private static string? Target(Route route, string path)
    {
        if (route.Redirect is not { Host.Value: null, Scheme.Value: null, Port.Value: null } redirect) return null;
        if (redirect.Path.Value is { } whole) return whole.Split('?')[0];
        if (redirect.PathPrefix.Value is not { } prefix) return path;
        var matched = route.Match.Path.Value ?? route.Match.PathPrefix.Value ?? "";
        return prefix + (matched.Length <= path.Length ? path[matched.Length..] : "");
    }

    // The request that comes back has all that the first one had; a route that wants more than that may or may not take it.
    private static Route? Taker(Service service, string path, Route start)
    {
        foreach (var route in service.Routes)
        {
            var match = PathMatch.Of(route.Match);
            if (match.Kind == PathMatchKind.Regex) return null;
            if (!match.Takes(path) || !MatchCover.ConditionsMeet(route.Match, start.Match)) continue;
            return MatchCover.ConditionsCover(route.Match, start.Match) ? route : null;
        }
        return null;
    }
}

using ActorMesh.Hocon.Mesh;

namespace ActorMesh.Hocon.Findings.Routing;

/// <summary>Finds the earlier routes of a table whose path has to do with that of a later one, without comparing each with each.</summary>
internal sealed class RouteOrder
{
    /// <summary>Enough to find the usual mistake; a table of thousands with one path stays cheap.</summary>
    private const int CandidatesMax = 64;

    private readonly IReadOnlyList<Route> _routes;
    private readonly Dictionary<PathMatch, List<int>> _byPath = [];
    private readonly List<(string Path, int Route)> _sorted = [];

    public RouteOrder(IReadOnlyList<Route> routes)
    {
        _routes = routes;
        for (var i = 0; i < routes.Count; i++)
        {
            var path = PathMatch.Of(routes[i].Match);
            if (!_byPath.TryGetValue(path, out var same)) _byPath[path] = same = [];
            same.Add(i);
            if (path.Kind is PathMatchKind.Exact or PathMatchKind.Prefix) _sorted.Add((path.Text, i));
        }
        _sorted.Sort((left, right) => string.CompareOrdinal(left.Path, right.Path) is var order and not 0 ? order : left.Route.CompareTo(right.Route));
    }

    /// <returns>Those before <paramref name="route"/> that take every path that it takes, in order.</returns>
    public IEnumerable<Route> EarlierAndWider(int route) =>
        PathMatch.Of(_routes[route].Match).Covering()
            .Where(_byPath.ContainsKey)
            .SelectMany(path => _byPath[path].TakeWhile(other => other < route).Take(CandidatesMax))
            .Order()
            .Select(other => _routes[other]);

    /// <returns>Those before <paramref name="route"/> that take some of the paths that it takes, and no others.</returns>
    public IEnumerable<Route> EarlierAndNarrower(int route)
    {
        var path = PathMatch.Of(_routes[route].Match);
        if (path.Kind is PathMatchKind.Exact or PathMatchKind.Regex) return [];
        return _sorted.Skip(FirstUnder(path.Text))
            .TakeWhile(other => other.Path.StartsWith(path.Text, StringComparison.Ordinal))
            .Take(CandidatesMax)
            .Where(other => other.Route < route && other.Path != path.Text && path.Takes(other.Path))
            .Select(other => other.Route)
            .Order()
            .Select(other => _routes[other]);
    }

    private int FirstUnder(string prefix)
    {
        var (low, high) = (0, _sorted.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (string.CompareOrdinal(_sorted[middle].Path, prefix) < 0) low = middle + 1;
            else high = middle;
        }
        return low;
    }
}

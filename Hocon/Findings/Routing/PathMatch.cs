using ActorMesh.Hocon.Mesh;

namespace ActorMesh.Hocon.Findings.Routing;

/// <summary>Which paths a match takes.</summary>
/// <param name="Text">The path, prefix or expression; for <see cref="PathMatchKind.Any"/> empty.</param>
internal readonly record struct PathMatch(PathMatchKind Kind, string Text)
{
    public static PathMatch Of(RouteMatch match)
    {
        if (match.Path.Value is { } path) return new PathMatch(PathMatchKind.Exact, path);
        if (match.PathRegex.Value is { } regex) return new PathMatch(PathMatchKind.Regex, regex);
        return match.PathPrefix.Value is { } prefix && prefix is not ("/" or "")
            ? new PathMatch(PathMatchKind.Prefix, prefix)
            : new PathMatch(PathMatchKind.Any, "");
    }

    /// <summary>Whether every path that the other takes is taken here too.</summary>
    public bool Covers(PathMatch other) => Kind switch
    {
        PathMatchKind.Any => true,
        PathMatchKind.Prefix => other.Kind is PathMatchKind.Exact or PathMatchKind.Prefix && Takes(other.Text),
        _ => this == other,
    };

    /// <summary>Whether a path is taken. An expression is not asked: it takes nothing here.</summary>
    public bool Takes(string path) => Kind switch
    {
        PathMatchKind.Any => true,
        PathMatchKind.Exact => path == Text,
        // On a boundary: /api takes /api and /api/x, not /apix.
        PathMatchKind.Prefix => path.StartsWith(Text, StringComparison.Ordinal)
            && (path.Length == Text.Length || Text[^1] == '/' || path[Text.Length] == '/'),
        _ => false,
    };

    /// <summary>All paths and prefixes that cover this one, the widest first.</summary>
    public IEnumerable<PathMatch> Covering()
    {
        yield return new PathMatch(PathMatchKind.Any, "");
        if (Kind is PathMatchKind.Exact or PathMatchKind.Prefix)
        {
            for (var end = 1; end <= Text.Length; end++)
                if (end == Text.Length || Text[end] == '/' || Text[end - 1] == '/') yield return new PathMatch(PathMatchKind.Prefix, Text[..end]);
        }
        if (Kind is PathMatchKind.Exact or PathMatchKind.Regex) yield return this;
    }
}

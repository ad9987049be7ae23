using ActorMesh.Hocon.Mesh;

namespace ActorMesh.Hocon.Findings.Routing;

/// <summary>A match in words; equal matches have equal words, in whatever order they were written.</summary>
internal static class MatchText
{
    public static string Of(RouteMatch match)
    {
        List<string> parts = [];
        if (match.Path.Value is { } path) parts.Add($"path {path}");
        if (match.PathPrefix.Value is { } prefix) parts.Add($"path-prefix {prefix}");
        if (match.PathRegex.Value is { } regex) parts.Add($"path-regex {regex}");
        if (match.Methods.Value.Count > 0) parts.Add($"methods {string.Join('|', match.Methods.Value.Order(StringComparer.Ordinal))}");
        parts.AddRange(match.Headers.Select(header => Of("header", header.Name.ToLowerInvariant(), header)).Order(StringComparer.Ordinal));
        parts.AddRange(match.Query.Select(query => Of("query", query.Name, query)).Order(StringComparer.Ordinal));
        return parts.Count == 0 ? "everything" : string.Join(", ", parts);
    }

    private static string Of(string what, string name, ValueMatch match) => match.Kind switch
    {
        ValueMatchKind.Exact => $"{what} {name}={match.Value}",
        ValueMatchKind.Present or ValueMatchKind.Absent => $"{what} {name} {Word(match.Kind)}",
        _ => $"{what} {name} {Word(match.Kind)} {match.Value}",
    };

    private static string Word(ValueMatchKind kind) => kind.ToString().ToLowerInvariant();
}

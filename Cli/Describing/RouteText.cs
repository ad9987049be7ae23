using ActorMesh.Cli.Values;
using ActorMesh.Hocon.Mesh;
using ActorMesh.Hocon.Mesh.Values;

namespace ActorMesh.Cli.Describing;

/// <summary>A route on one line: <c>header x-beta=1 -> v2 100%</c>.</summary>
internal static class RouteText
{
    public static string Of(Route route) => $"{Match(route.Match)} -> {Target(route)}";

    /// <summary>What a request must be like, as in <c>path-prefix /a, method GET</c>; <c>any</c> when all are taken.</summary>
    public static string Match(RouteMatch match)
    {
        List<string> parts = [];
        if (match.Path.Value is { } path) parts.Add($"path {path}");
        if (match.PathPrefix.Value is { } prefix && (prefix != "/" || match.PathPrefix.IsWritten)) parts.Add($"path-prefix {prefix}");
        if (match.PathRegex.Value is { } regex) parts.Add($"path-regex {regex}");
        if (match.Methods.Value.Count > 0) parts.Add($"method {string.Join('|', match.Methods.Value)}");
        parts.AddRange(match.Headers.Select(header => $"header {Condition(header)}"));
        parts.AddRange(match.Query.Select(query => $"query {Condition(query)}"));
        return parts.Count == 0 ? "any" : string.Join(", ", parts);
    }

    /// <summary>What then happens, as in <c>v1 90%, v2 10%</c>.</summary>
    public static string Target(Route route)
    {
        if (route.Redirect is { } redirect) return $"redirect {redirect.Status.Value}{Location(redirect)}";
        if (route.Response is { } response) return $"respond {response.Status.Value}";
        if (route.Split.Count == 0) return "all endpoints";
        return string.Join(", ", route.Split.Select(share => $"{(share.Version.Length == 0 ? "all endpoints" : share.Version)} {ShareText.Of(share.Share)}"));
    }

    private static string Condition(ValueMatch match) => match.Kind switch
    {
        ValueMatchKind.Exact => $"{match.Name}={match.Value}",
        ValueMatchKind.Prefix => $"{match.Name}={match.Value}*",
        ValueMatchKind.Suffix => $"{match.Name}=*{match.Value}",
        ValueMatchKind.Contains => $"{match.Name}=*{match.Value}*",
        ValueMatchKind.Regex => $"{match.Name}~{match.Value}",
        ValueMatchKind.Present => $"{match.Name} present",
        _ => $"{match.Name} absent",
    };

    private static string Location(Redirect to)
    {
        var host = to.Host.Value is { } name ? $"{to.Scheme.Value ?? "http"}://{name}" : to.Scheme.Value is { } scheme ? $"{scheme}:" : "";
        var port = to.Port.Value is { } number ? $":{number}" : "";
        var location = $"{host}{port}{to.Path.Value ?? to.PathPrefix.Value}";
        return location.Length == 0 ? "" : $" {location}";
    }
}

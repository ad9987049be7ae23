using ActorMesh.Hocon.Mesh;

namespace ActorMesh.Cli.Probing;

/// <summary>Paths that others may read otherwise. Where rules are about paths, a sidecar refuses them with 400.</summary>
internal static class PathAmbiguity
{
    private const string What = "a path with %2F, %5C, %00, a backslash or a semicolon gets 400";

    private static readonly string[] Ambiguous = ["%2f", "%5c", "%00", "\\", ";", "%3b"];

    /// <returns>Null when the path is plain, or nothing depends on it.</returns>
    public static AccessDecision? In(string path, Service callee)
    {
        if (!callee.Policies.IsHttp || !Array.Exists(Ambiguous, part => path.Contains(part, StringComparison.OrdinalIgnoreCase))) return null;
        var rule = callee.Routes.Select(route => route.Policies).Prepend(callee.Policies).SelectMany(set => set.Authorization.Deciding(callee)).FirstOrDefault(rule => rule.AsksForPath);
        if (rule is not null) return new AccessDecision(false, $"{What} where a rule is about paths", rule.Span);
        var ruled = callee.Routes.FirstOrDefault(route => !ReferenceEquals(route.Policies.Authorization, callee.Policies.Authorization));
        return ruled is null ? null : new AccessDecision(false, $"{What} where a route has rules of its own", ruled.Span);
    }
}

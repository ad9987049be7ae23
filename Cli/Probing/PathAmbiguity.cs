using ActorMesh.Hocon.Mesh;
using ActorMesh.Hocon.Mesh.Policies;

namespace ActorMesh.Cli.Probing;

/// <summary>Paths that others may read otherwise. Where rules are about paths, a sidecar refuses them with 400.</summary>
internal static class PathAmbiguity
{
    private static readonly string[] Ambiguous = ["%2f", "%5c", "%00", "\\"];

    /// <returns>Null when the path is plain, or no rule asks for one.</returns>
    public static AccessDecision? In(string path, Service callee)
    {
        if (!callee.Policies.IsHttp || !Array.Exists(Ambiguous, part => path.Contains(part, StringComparison.OrdinalIgnoreCase))) return null;
        var rule = callee.Routes.Select(route => route.Policies).Prepend(callee.Policies).SelectMany(Rules).FirstOrDefault(rule => rule.Paths.Count > 0);
        return rule is null ? null : new AccessDecision(false, "a path with %2F, %5C, %00 or a backslash gets 400 where a rule is about paths", rule.Span);
    }

    private static IEnumerable<AuthorizationRule> Rules(PolicySet set) => set.Authorization.DenyRules.Concat(set.Authorization.Rules);
}

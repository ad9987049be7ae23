using ActorMesh.Cli.Meshes;
using ActorMesh.Hocon.Mesh;
using ActorMesh.Hocon.Mesh.Policies;
using ActorMesh.Hocon.Reading;

namespace ActorMesh.Cli.Probing;

/// <summary>Applies <c>authz</c> of a service to a request. Pure.</summary>
/// <remarks>A request is allowed when its sender is in <c>allow-from</c> or a rule fits it; otherwise <c>default</c> decides.</remarks>
internal static class AccessCheck
{
    /// <param name="mesh">Tells who calls <paramref name="callee"/>, which counts where <c>allow-from</c> is not written.</param>
    /// <param name="policies">Of the route that the request takes, or of the service.</param>
    /// <param name="layers">What <paramref name="policies"/> come from.</param>
    /// <param name="path">Without its query, as routes see it.</param>
    public static AccessDecision Of(
        ServiceMesh mesh, Service callee, PolicySet policies, IReadOnlyList<ConfigObject> layers, string from, string method, string path)
    {
        var authorization = policies.Authorization;
        var (isListed, reason, origin) = Listed(mesh, callee, authorization, layers, from);
        if (isListed) return new AccessDecision(true, reason, origin);
        foreach (var (index, rule) in authorization.Rules.Index())
            if (Fits(rule, from, method, path)) return new AccessDecision(true, $"{from} fits authz.rules[{index}]", rule.Span);
        var byDefault = authorization.Default.Value != AuthorizationDefault.Deny;
        if (!byDefault) return new AccessDecision(false, authorization.Rules.Count == 0 ? reason : $"{reason}, and no rule fits", origin);
        var word = authorization.Default.Value == AuthorizationDefault.Audit ? "audit: it passes, and is told" : "allow";
        return new AccessDecision(true, $"{reason}, but authz.default = {word}", KeyPlace.Written(layers, "authz.default"));
    }

    private static (bool IsListed, string Reason, SourceSpan? Origin) Listed(
        ServiceMesh mesh, Service callee, AuthorizationPolicy authorization, IReadOnlyList<ConfigObject> layers, string from)
    {
        if (authorization.AllowFrom.Value is { } list)
        {
            var isIn = list.Contains(from, StringComparer.Ordinal);
            return (isIn, $"{from} is {(isIn ? "" : "not ")}in authz.allow-from", KeyPlace.Written(layers, "authz.allow-from"));
        }
        if (from == ProbeRequest.Ingress)
            return callee.Exposure is { } exposure ? (true, $"{callee.Name} is exposed", exposure.Span) : (false, $"{callee.Name} is not exposed", callee.Span);
        var call = mesh.Find(from)?.Calls.FirstOrDefault(call => call.Service == callee.Name);
        return call is not null ? (true, $"{from} calls {callee.Name}", call.Span) : (false, $"{from} does not list {callee.Name} in calls", mesh.Find(from)?.Span ?? callee.Span);
    }

    private static bool Fits(AuthorizationRule rule, string from, string method, string path) =>
        (rule.From.Count == 0 || rule.From.Contains(from, StringComparer.Ordinal)) &&
        (rule.Methods.Count == 0 || rule.Methods.Contains(method, StringComparer.Ordinal)) &&
        (rule.Paths.Count == 0 || rule.Paths.Any(allowed => FitsPath(allowed, path)));

    private static bool FitsPath(string allowed, string path) =>
        allowed.EndsWith('*') ? path.StartsWith(allowed[..^1], StringComparison.Ordinal) : path == allowed;
}

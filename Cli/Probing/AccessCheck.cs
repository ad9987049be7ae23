using ActorMesh.Cli.Meshes;
using ActorMesh.Hocon.Mesh;
using ActorMesh.Hocon.Mesh.Policies;
using ActorMesh.Hocon.Reading;

namespace ActorMesh.Cli.Probing;

/// <summary>Applies <c>authz</c> of a service to a request, and names the line that decides. Pure.</summary>
/// <remarks>
/// Allowed is whom <c>allow-from</c> lists and what a rule fits; of the rest <c>default</c> decides. Where neither is written, those that list the
/// service in <c>calls</c> are allowed, and <c>ingress</c> where it is exposed.
/// </remarks>
/// <param name="mesh">Tells who calls <paramref name="callee"/>.</param>
/// <param name="policies">Of the route that the request takes, or of the service.</param>
/// <param name="layers">What <paramref name="policies"/> come from.</param>
internal sealed class AccessCheck(ServiceMesh mesh, Service callee, PolicySet policies, IReadOnlyList<ConfigObject> layers)
{
    private readonly AuthorizationPolicy _authorization = policies.Authorization;

    /// <param name="path">Without its query, as routes see it.</param>
    public AccessDecision Of(string from, string method, string path)
    {
        var listed = Listed(from);
        if (listed.IsAllowed) return listed;
        foreach (var (index, rule) in _authorization.Rules.Index())
            if (IsFrom(rule, from) && Fits(rule, method, path)) return new AccessDecision(true, $"{from} fits authz.rules[{index}]", rule.Span);
        return Otherwise(listed);
    }

    /// <summary>What a sender may do whatever it sends.</summary>
    public (Grant Grant, AccessDecision Decision) OfAnything(string from)
    {
        var listed = Listed(from);
        if (listed.IsAllowed) return (Grant.All, listed);
        foreach (var (index, rule) in _authorization.Rules.Index())
            if (IsFrom(rule, from) && rule is { Methods.Count: 0, Paths.Count: 0 }) return (Grant.All, new AccessDecision(true, $"{from} fits authz.rules[{index}]", rule.Span));
        var otherwise = Otherwise(listed);
        if (otherwise.IsAllowed) return (Grant.All, otherwise);
        foreach (var (index, rule) in _authorization.Rules.Index())
            if (IsFrom(rule, from)) return (Grant.Some, new AccessDecision(true, $"what fits authz.rules[{index}]: {Shown(rule)}", rule.Span));
        return (Grant.None, listed);
    }

    private AccessDecision Otherwise(AccessDecision listed) => _authorization.Default.Value switch
    {
        AuthorizationDefault.Audit => Pass($"{listed.Reason}, but authz.default = audit: it passes, and is told", "authz.default"),
        AuthorizationDefault.Allow => Pass($"{listed.Reason}, but authz.default = allow", "authz.default"),
        _ when IsUnsecured => Pass($"{listed.Reason}, but without mtls nobody can be told apart", "mtls.mode"),
        _ => listed,
    };

    // Who turned mtls off and wrote nothing about access did not mean to lock everybody out.
    private bool IsUnsecured =>
        policies.Mtls.Mode.Value == MtlsMode.Off && _authorization is { AllowFrom.Value: null, Rules.Count: 0, Default.IsWritten: false };

    private AccessDecision Listed(string from)
    {
        var rules = _authorization.Rules.Count > 0 ? ", and no rule fits" : "";
        if (_authorization.AllowFrom.Value is { } list)
        {
            var isIn = list.Contains(from, StringComparer.Ordinal);
            return new AccessDecision(isIn, isIn ? $"{from} is in authz.allow-from" : $"{from} is not in authz.allow-from{rules}", KeyPlace.Written(layers, "authz.allow-from"));
        }
        if (rules.Length > 0) return new AccessDecision(false, "no rule of authz fits", KeyPlace.Written(layers, "authz.rules"));
        if (from == ProbeRequest.Ingress)
            return callee.Exposure is { } exposure ? new AccessDecision(true, $"{callee.Name} is exposed", exposure.Span) : new AccessDecision(false, $"{callee.Name} is not exposed", callee.Span);
        var call = mesh.Find(from)?.Calls.FirstOrDefault(call => call.Service == callee.Name);
        return call is not null
            ? new AccessDecision(true, $"{from} calls {callee.Name}", call.Span)
            : new AccessDecision(false, $"{from} does not list {callee.Name} in calls", mesh.Find(from)?.Span);
    }

    private AccessDecision Pass(string reason, string key) => new(true, reason, KeyPlace.Written(layers, key));

    private static bool IsFrom(AuthorizationRule rule, string from) => rule.From.Count == 0 || rule.From.Contains(from, StringComparer.Ordinal);

    private static string Shown(AuthorizationRule rule) =>
        string.Join(' ', new[] { string.Join('|', rule.Methods), string.Join('|', rule.Paths) }.Where(part => part.Length > 0));

    private static bool Fits(AuthorizationRule rule, string method, string path) =>
        (rule.Methods.Count == 0 || rule.Methods.Contains(method, StringComparer.Ordinal)) &&
        (rule.Paths.Count == 0 || rule.Paths.Any(allowed => FitsPath(allowed, path)));

    private static bool FitsPath(string allowed, string path) =>
        allowed.EndsWith('*') ? path.StartsWith(allowed[..^1], StringComparison.Ordinal) : path == allowed;
}

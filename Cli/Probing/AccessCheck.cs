using ActorMesh.Cli.Meshes;
using ActorMesh.Hocon.Mesh;
using ActorMesh.Hocon.Mesh.Policies;
using ActorMesh.Hocon.Reading;

namespace ActorMesh.Cli.Probing;

/// <summary>Applies <c>authz</c> of a service to a request, and names the line that decides. Pure.</summary>
/// <remarks>
/// Denied is what a rule of <c>deny-rules</c> fits. Of the rest, allowed is whom <c>allow-from</c> lists and what a rule fits; of what is left <c>default</c> decides. Where neither is written, those that list the
/// service in <c>calls</c> are allowed, and <c>ingress</c> where it is exposed.
/// </remarks>
/// <param name="mesh">Tells who calls <paramref name="callee"/>.</param>
/// <param name="policies">Of the route that the request takes, or of the service.</param>
/// <param name="layers">What <paramref name="policies"/> come from.</param>
internal sealed class AccessCheck(ServiceMesh mesh, Service callee, PolicySet policies, IReadOnlyList<ConfigObject> layers)
{
    private readonly AuthorizationPolicy _authorization = policies.Authorization;

    /// <param name="path">Without its query, as routes see it.</param>
    /// <param name="host">As the request names it, with or without port.</param>
    public AccessDecision Of(string from, string method, string path, string host)
    {
        foreach (var (index, rule) in _authorization.DenyRules.Index())
            if (IsFrom(rule, from) && Fits(rule, method, path, host, isDenied: true)) return new AccessDecision(false, $"{from} fits authz.deny-rules[{index}]", rule.Span);
        var listed = Listed(from);
        if (listed.IsAllowed) return listed;
        foreach (var (index, rule) in _authorization.Rules.Index())
            if (IsFrom(rule, from) && Fits(rule, method, path, host, isDenied: false)) return new AccessDecision(true, $"{from} fits authz.rules[{index}]", rule.Span);
        return Otherwise(listed);
    }

    /// <summary>What a sender may do whatever it sends.</summary>
    public (Grant Grant, AccessDecision Decision) OfAnything(string from)
    {
        (int Index, AuthorizationRule Rule)? narrowed = null;
        foreach (var (index, rule) in _authorization.DenyRules.Index().Where(one => IsFrom(one.Item, from)))
        {
            if (FitsAnything(rule)) return (Grant.None, new AccessDecision(false, $"{from} fits authz.deny-rules[{index}]", rule.Span));
            narrowed ??= (index, rule);
        }

        var allowed = AllowedOfAnything(from);
        return narrowed is { } denied && allowed.Grant == Grant.All
            ? (Grant.Some, new AccessDecision(true, $"but not what fits authz.deny-rules[{denied.Index}]: {Shown(denied.Rule)}", denied.Rule.Span))
            : allowed;
    }

    private (Grant Grant, AccessDecision Decision) AllowedOfAnything(string from)
    {
        var listed = Listed(from);
        if (listed.IsAllowed) return (Grant.All, listed);
        foreach (var (index, rule) in _authorization.Rules.Index())
            if (IsFrom(rule, from) && rule.FitsEveryRequest) return (Grant.All, new AccessDecision(true, $"{from} fits authz.rules[{index}]", rule.Span));
        var otherwise = Otherwise(listed);
        if (otherwise.IsAllowed) return (Grant.All, otherwise);
        foreach (var (index, rule) in _authorization.Rules.Index())
            if (IsFrom(rule, from) && policies.IsHttp) return (Grant.Some, new AccessDecision(true, $"what fits authz.rules[{index}]: {Shown(rule)}", rule.Span));
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

    private bool IsFrom(AuthorizationRule rule, string from) => rule.IsAbout(callee) && (rule.From.Count == 0 || rule.From.Contains(from, StringComparer.Ordinal));

    private static string Shown(AuthorizationRule rule) =>
        string.Join(' ', new[] { string.Join('|', rule.Methods), string.Join('|', rule.Hosts), string.Join('|', rule.Paths) }.Where(part => part.Length > 0));

    private bool FitsAnything(AuthorizationRule denied) => denied.FitsEveryRequest || !policies.IsHttp;

    // Where bytes pass unread, what is said of requests fits none where it allows, and is not asked where it denies.
    private bool Fits(AuthorizationRule rule, string method, string path, string host, bool isDenied) => policies.IsHttp
        ? FitsRequest(rule, method, path, host)
        : isDenied || rule.FitsEveryRequest;

    private static bool FitsRequest(AuthorizationRule rule, string method, string path, string host) =>
        (rule.Hosts.Count == 0 || rule.Hosts.Any(allowed => FitsHost(allowed, host))) &&
        (rule.Methods.Count == 0 || rule.Methods.Contains(method, StringComparer.Ordinal)) &&
        (rule.Paths.Count == 0 || rule.Paths.Any(allowed => FitsPath(allowed, path)));

    private static bool FitsPath(string allowed, string path) =>
        allowed.EndsWith('*') ? path.StartsWith(allowed[..^1], StringComparison.Ordinal) : path == allowed;

    private static bool FitsHost(string allowed, string host)
    {
        var colon = host.LastIndexOf(':');
        var hasPort = colon > host.LastIndexOf(']') && host[(colon + 1)..].All(char.IsAsciiDigit);
        var name = (hasPort ? host[..colon] : host) is var bare && bare.EndsWith('.') ? bare[..^1] : bare;
        if (allowed.StartsWith('*')) return name.EndsWith(allowed[1..], StringComparison.OrdinalIgnoreCase);
        if (allowed.EndsWith('*')) return name.StartsWith(allowed[..^1], StringComparison.OrdinalIgnoreCase);
        return allowed.Equals(allowed.Contains(':') && hasPort ? $"{name}{host[colon..]}" : name, StringComparison.OrdinalIgnoreCase);
    }
}

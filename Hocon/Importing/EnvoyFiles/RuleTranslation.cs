using System.Text.RegularExpressions;
using ActorMesh.Hocon.Importing.Drafts;
using ActorMesh.Hocon.Mesh;
using ActorMesh.Runtime.Contracts.Envoy.Authorization;
using ActorMesh.Runtime.Contracts.Envoy.Matching;
using Kind = ActorMesh.Runtime.Contracts.Envoy.Matching.StringMatcher.MatchPatternOneofCase;

namespace ActorMesh.Hocon.Importing.EnvoyFiles;

/// <summary>What a policy says in the words of a rule: a choice of callers, and of methods, of paths and of hosts.</summary>
internal sealed partial record RuleTranslation(IReadOnlyList<string> From, IReadOnlyList<string> Methods, IReadOnlyList<string> Paths, IReadOnlyList<string> Hosts)
{
    /// <param name="service">Whose rule it is: who comes in from outside shows its name.</param>
    /// <returns>Null when it asks for something else.</returns>
    public static RuleTranslation? Of(Policy policy, string service)
    {
        List<string> from = [], methods = [], paths = [], hosts = [];
        foreach (var principal in policy.Principals)
        {
            if (principal.Any) continue;
            if (Caller(principal, service) is not { } caller) return null;
            from.Add(caller);
        }

        if (from.Count > 0 && from.Count < policy.Principals.Count) from.Clear();
        if (policy.Permissions is not [var permission]) return null;
        foreach (var part in permission.AndRules is { } all ? all.Rules : [permission])
        foreach (var choice in part.OrRules is { } any ? any.Rules : [part])
            if (!TryAdd(choice, methods, paths, hosts)) return null;
        return new RuleTranslation(from, methods, paths, hosts);
    }

    public DraftObject ToDraft()
    {
        var rule = new DraftObject();
        if (From.Count > 0) rule.Put("from", DraftList.OfTexts(From));
        if (Methods.Count > 0) rule.Put("methods", DraftList.OfTexts(Methods));
        if (Paths.Count > 0) rule.Put("paths", DraftList.OfTexts(Paths));
        if (Hosts.Count > 0) rule.Put("hosts", DraftList.OfTexts(Hosts));
        return rule;
    }

    private static string? Caller(Principal principal, string service)
    {
        if (principal.Authenticated?.PrincipalName is not { HasExact: true } name) return null;
        var account = name.Exact[(name.Exact.LastIndexOf('/') + 1)..];
        return account == service || account == Callers.Ingress ? Callers.Ingress : ServiceName.Of(account);
    }

    private static bool TryAdd(Permission one, List<string> methods, List<string> paths, List<string> hosts)
    {
        if (one.Any) return true;
        if (one.UrlPath?.Path is { MatchPatternCase: Kind.Exact or Kind.Prefix, IgnoreCase: false } path) paths.Add(path.HasExact ? path.Exact : $"{path.Prefix}*");
        else if (one.Header is { Name: ":method", InvertMatch: false, StringMatch: { HasExact: true } method }) methods.Add(method.Exact);
        else if (one.Header is { Name: ":authority", InvertMatch: false, StringMatch: { } host }) return TryAddHost(host, hosts);
        else return false;
        return true;
    }

    private static bool TryAddHost(StringMatcher matcher, List<string> hosts)
    {
        // Beside a name stands the same with any port.
        if (matcher.HasPrefix && matcher.Prefix.EndsWith(':') && hosts.Contains(matcher.Prefix[..^1], StringComparer.Ordinal)) return true;
        var host = matcher.MatchPatternCase switch
        {
            Kind.Exact => matcher.Exact,
            Kind.Prefix => $"{matcher.Prefix}*",
            Kind.SafeRegex when EndsLike().Match(matcher.SafeRegex.Regex) is { Success: true } found => $"*{found.Groups[1].Value.Replace("\\", "", StringComparison.Ordinal)}",
            _ => null,
        };
        if (host is null) return false;
        hosts.Add(host);
        return true;
    }

    [GeneratedRegex(@"^\.\*((?:[a-z0-9_:-]|\\\.|\\\[|\\\])+)\(\?::\[0-9\]\+\)\?$", RegexOptions.CultureInvariant)]
    private static partial Regex EndsLike();
}

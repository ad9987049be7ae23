using ActorMesh.Hocon.Importing.Drafts;
using ActorMesh.Hocon.Mesh;
using ActorMesh.Runtime.Contracts.Envoy.Authorization;
using ActorMesh.Runtime.Contracts.Envoy.Matching;
using HttpRbac = ActorMesh.Runtime.Contracts.Envoy.HttpFilters.RBAC;

namespace ActorMesh.Hocon.Importing.EnvoyFiles;

/// <summary>Reads rules of authorization of an exported file.</summary>
internal sealed class AuthorizationTranslation(EnvoyFile file, MeshDraft mesh)
{
    public void Read(HttpRbac filter, ServiceDraft workload)
    {
        if ((filter.Rules ?? filter.ShadowRules) is not { } rules) return;
        workload.Policies.Set("authz.default", filter.Rules is null ? "audit" : "deny");
        if (rules.Action != RBAC.Types.Action.Allow)
        {
            file.Notes.NotCarried(file.At(rules), "rules here only allow; what this one denies is lost");
            return;
        }

        List<DraftNode> finer = [], callers = [];
        foreach (var (name, policy) in rules.Policies.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            var from = policy.Principals.Select(Caller).OfType<string>().ToList();
            foreach (var caller in from.Where(caller => caller != Callers.Ingress)) mesh.Service(caller).AddCall(workload.Name);
            if (name == "callers") callers.AddRange(from.Select(caller => new DraftText(caller)));
            else finer.Add(Rule(policy, from));
        }

        workload.Policies.Set("authz.allow-from", new DraftList(callers));
        if (finer.Count > 0) workload.Policies.Set("authz.rules", new DraftList(finer));
    }

    private static string? Caller(Principal principal) =>
        principal.Authenticated?.PrincipalName is { HasExact: true } name ? name.Exact[(name.Exact.LastIndexOf('/') + 1)..] is "ingress" ? "ingress" : ServiceName.Of(name.Exact[(name.Exact.LastIndexOf('/') + 1)..]) : null;

    private static DraftObject Rule(Policy policy, List<string> from)
    {
        var rule = new DraftObject();
        List<string> methods = [], paths = [];
        foreach (var permission in policy.Permissions.SelectMany(Flat))
        {
            if (permission.Header is { Name: ":method", StringMatch: { HasExact: true } method }) methods.Add(method.Exact);
            else if (permission.UrlPath?.Path is { } path) paths.Add(path.MatchPatternCase == StringMatcher.MatchPatternOneofCase.Prefix ? $"{path.Prefix}*" : path.Exact);
        }

        if (from.Count > 0) rule.Put("from", DraftList.OfTexts(from));
        if (methods.Count > 0) rule.Put("methods", DraftList.OfTexts(methods));
        if (paths.Count > 0) rule.Put("paths", DraftList.OfTexts(paths));
        return rule;
    }

    // An exported rule is at most methods and paths, each of which is at most a choice: three levels.
    private static IEnumerable<Permission> Flat(Permission permission)
    {
        var level = new List<Permission> { permission };
        for (var depth = 0; depth < 3; depth++)
            level = [.. level.SelectMany(one => one.AndRules?.Rules ?? one.OrRules?.Rules ?? (IEnumerable<Permission>)[one])];
        return level;
    }
}

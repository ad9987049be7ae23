using ActorMesh.Hocon.Importing.Drafts;
using ActorMesh.Hocon.Mesh;
using ActorMesh.Runtime.Contracts.Envoy.Authorization;
using HttpRbac = ActorMesh.Runtime.Contracts.Envoy.HttpFilters.RBAC;

namespace ActorMesh.Hocon.Importing.EnvoyFiles;

/// <summary>Reads rules of authorization of an exported file.</summary>
internal sealed class AuthorizationTranslation(EnvoyFile file, MeshDraft mesh)
{
    public void Read(HttpRbac filter, ServiceDraft workload)
    {
        if ((filter.Rules ?? filter.ShadowRules) is not { } rules) return;
        if (rules.Action == RBAC.Types.Action.Deny)
        {
            ReadDenied(filter, rules, workload);
            return;
        }

        workload.Policies.Set("authz.default", filter.Rules is null ? "audit" : "deny");
        if (rules.Action == RBAC.Types.Action.Log)
        {
            file.Notes.NotCarried(file.At(rules), "rules here allow or deny; one that only marks lines of a log is left out");
            return;
        }

        List<DraftNode> finer = [], callers = [];
        foreach (var (name, policy) in rules.Policies.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            if (RuleTranslation.Of(policy, workload.Name) is not { } rule)
            {
                file.Notes.NotCarried(file.At(policy), "a rule names callers, methods, paths and hosts; this one asks for more and is left out, since more would be allowed without it");
                continue;
            }

            foreach (var caller in rule.From.Where(caller => caller != Callers.Ingress)) mesh.Service(caller).AddCall(workload.Name);
            if (name == "callers") callers.AddRange(rule.From.Select(caller => new DraftText(caller)));
            else finer.Add(rule.ToDraft());
        }

        workload.Policies.Set("authz.allow-from", new DraftList(callers));
        if (finer.Count > 0) workload.Policies.Set("authz.rules", new DraftList(finer));
    }

    private void ReadDenied(HttpRbac filter, RBAC rules, ServiceDraft workload)
    {
        if (filter.Rules is null)
        {
            file.Notes.NotCarried(file.At(rules), "rules that deny are enforced here; these, which are only told, are left out");
            return;
        }

        List<DraftNode> denied = [];
        foreach (var (_, policy) in rules.Policies.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            if (RuleTranslation.Of(policy, workload.Name) is { } rule) denied.Add(rule.ToDraft());
            else file.Notes.LetsInMore(file.At(policy), "a rule names callers, methods, paths and hosts; this one, which denies, asks for more and is lost", "deny it by a wider rule, or allow less");
        if (denied.Count > 0) workload.Policies.Set("authz.deny-rules", new DraftList(denied));
    }
}

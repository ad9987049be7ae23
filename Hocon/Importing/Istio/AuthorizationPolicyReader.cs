using ActorMesh.Hocon.Importing.Drafts;
using ActorMesh.Hocon.Importing.Kubernetes;
using ActorMesh.Hocon.Importing.Sources;

namespace ActorMesh.Hocon.Importing.Istio;

/// <summary>Reads AuthorizationPolicy, as far as it allows. Callers that it names are also the only ones of whom a file says that they call.</summary>
internal sealed class AuthorizationPolicyReader(HostTable hosts, TargetSelection targets, ImportNotes notes)
{
    private static readonly string[] SourceKeys =
    [
        "notPrincipals", "requestPrincipals", "notRequestPrincipals", "namespaces", "notNamespaces", "serviceAccounts", "notServiceAccounts",
        "ipBlocks", "notIpBlocks", "remoteIpBlocks", "notRemoteIpBlocks", "trustDomains", "notTrustDomains",
    ];

    private static readonly string[] OperationKeys = ["hosts", "notHosts", "ports", "notPorts", "notMethods", "notPaths"];

    public void Read(KubernetesObject source)
    {
        var spec = source.Spec;
        var action = spec?.Text("action") ?? "ALLOW";
        var services = spec is null ? hosts.Mesh.Services : targets.Of(spec, source, out _);
        if (action != "ALLOW")
        {
            spec!.Ignore("rules", "provider");
            Lose(action, spec.At("action"));
            foreach (var service in services) service.Comments.Add($"Not carried over: {source.Kind} {source.Name} ({action}).");
            return;
        }

        var rules = (spec?.Objects("rules") ?? []).Select(Rule).OfType<AllowedRequests>().ToList();
        foreach (var service in services) Apply(service, rules);
    }

    private void Lose(string action, ImportPlace at)
    {
        var message = $"rules here only allow; what this {action} rule does is lost";
        if (action == "AUDIT") notes.NotCarried(at, message);
        else notes.LetsInMore(at, message, "write the callers that may: whatever is not allowed is denied");
    }

    private void Apply(ServiceDraft service, List<AllowedRequests> rules)
    {
        service.Policies.Set("authz.default", rules.Exists(rule => rule.IsEverything) ? "allow" : "deny");
        var callers = rules.Where(rule => rule is { Methods.Count: 0, Paths.Count: 0 }).SelectMany(rule => rule.From).ToList();
        var before = (service.Policies.At("authz.allow-from") as DraftList)?.Items ?? [];
        service.Policies.Set(
            "authz.allow-from", new DraftList([.. before.Concat(callers.Select(name => new DraftText(name))).Distinct()]));
        var finer = rules.Where(rule => rule is { IsEverything: false } and not { Methods.Count: 0, Paths.Count: 0 }).Select(rule => rule.ToDraft()).ToList();
        var known = (service.Policies.At("authz.rules") as DraftList)?.Items ?? [];
        if (finer.Count > 0) service.Policies.Set("authz.rules", new DraftList([.. known, .. finer]));
        foreach (var caller in rules.SelectMany(rule => rule.From))
        {
            if (hosts.Mesh.Find(caller) is { } from && from != service) from.AddCall(service.Name);
        }
    }

    /// <returns>Null when it has a condition without a counterpart: without it more would be allowed than is meant.</returns>
    private AllowedRequests? Rule(Fields rule)
    {
        var from = Callers(rule, out var isWhole);
        if (rule.Has("when"))
        {
            rule.Drop("when", "a rule names callers, methods and paths; it is left out, since without this condition more would be allowed");
            isWhole = false;
        }

        List<string> methods = [], paths = [];
        foreach (var item in rule.Objects("to"))
        {
            if (item.Object("operation") is not { } what) continue;
            isWhole &= IsFree(what, OperationKeys);
            methods.AddRange(what.Texts("methods"));
            foreach (var path in what.Texts("paths")) isWhole &= AddPath(path, what, paths);
        }

        return isWhole ? new AllowedRequests(from, methods, paths) : null;
    }

    /// <returns>Empty: everybody.</returns>
    private List<string> Callers(Fields rule, out bool isWhole)
    {
        isWhole = true;
        List<string> names = [];
        var isAnyone = !rule.Has("from");
        foreach (var item in rule.Objects("from"))
        {
            if (item.Object("source") is not { } who) continue;
            isWhole &= IsFree(who, SourceKeys);
            foreach (var principal in who.Texts("principals"))
            {
                isAnyone |= principal == "*";
                if (principal != "*" && Caller(principal, who) is { } name && !names.Contains(name, StringComparer.Ordinal)) names.Add(name);
            }
        }

        if (isAnyone) return [];
        isWhole &= names.Count > 0;
        return names;
    }

    private static bool IsFree(Fields fields, string[] uncarried)
    {
        var isFree = true;
        foreach (var key in uncarried.Where(fields.Has))
        {
            fields.Drop(key, $"rules have no counterpart of {key}; this one is left out, since without it more would be allowed");
            isFree = false;
        }

        return isFree;
    }

    private string? Caller(string principal, Fields who)
    {
        var account = principal[(principal.LastIndexOf('/') + 1)..];
        var space = principal.Split('/') is [_, "ns", { } name, ..] ? name : null;
        if (hosts.Find(account, space) is { } service) return service.Name;
        notes.NotCarried(
            who.At("principals"), $"no service that was read is called like the account {Reading.Quoted.Of(account)}", "add the caller to authz.allow-from");
        return null;
    }

    private bool AddPath(string path, Fields what, List<string> paths)
    {
        if (path.StartsWith('/') && path.IndexOf('*', StringComparison.Ordinal) is var star && (star < 0 || star == path.Length - 1))
        {
            paths.Add(path);
            return true;
        }

        if (path == "*") return true;
        notes.NotCarried(what.At("paths"), $"a path is written exactly or up to a final *; {Reading.Quoted.Of(path)} is neither, and the rule is left out");
        return false;
    }
}

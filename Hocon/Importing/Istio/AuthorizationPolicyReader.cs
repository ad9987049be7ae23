using ActorMesh.Hocon.Importing.Drafts;
using ActorMesh.Hocon.Importing.Kubernetes;

namespace ActorMesh.Hocon.Importing.Istio;

/// <summary>Reads AuthorizationPolicy. Callers that it lets in are also the only ones of whom a file says that they call.</summary>
internal sealed class AuthorizationPolicyReader(HostTable hosts, TargetSelection targets, ImportNotes notes)
{
    public void Read(KubernetesObject source)
    {
        var spec = source.Spec;
        var action = spec?.Text("action") ?? "ALLOW";
        var services = spec is null ? hosts.Mesh.Services : targets.Of(spec, source, out _);
        if (action is not ("ALLOW" or "DENY"))
        {
            spec!.Ignore("rules", "provider");
            Lose(action, spec.Here);
            foreach (var service in services) service.Comments.Add($"Not carried over: {source.Kind} {source.Name} ({action}).");
            return;
        }

        var reader = new AuthorizationRuleReader(hosts, notes, services, isDenied: action == "DENY");
        var rules = (spec?.Objects("rules") ?? []).SelectMany(reader.Read).ToList();
        foreach (var service in services)
        {
            var own = rules.Select(rule => rule.At(service)).OfType<RequestRule>().ToList();
            if (action == "DENY") Append(service, "authz.deny-rules", own);
            else Allow(service, own);
        }
    }

    private void Lose(string action, ImportPlace at)
    {
        if (action == "AUDIT") notes.NotCarried(at, "nothing is only told of here beside rules that hold; what this AUDIT policy does is lost");
        else notes.LetsInMore(at, $"nobody else is asked who may; what this {action} policy does is lost", "write the callers that may: whatever is not allowed is denied");
    }

    private void Allow(ServiceDraft service, List<RequestRule> rules)
    {
        // One policy that lets all in is enough, whatever others say.
        var isOpen = rules.Exists(rule => rule.IsEverything) || service.Policies.At("authz.default") is DraftWord { Word: "allow" };
        service.Policies.Set("authz.default", isOpen ? "allow" : "deny");
        var callers = rules.Where(rule => rule.IsEveryRequest).SelectMany(rule => rule.From).ToList();
        var before = (service.Policies.At("authz.allow-from") as DraftList)?.Items ?? [];
        service.Policies.Set("authz.allow-from", new DraftList([.. before.Concat(callers.Select(name => new DraftText(name))).Distinct()]));
        Append(service, "authz.rules", rules.Where(rule => !rule.IsEveryRequest));
        foreach (var caller in rules.SelectMany(rule => rule.From))
        {
            if (hosts.Mesh.Find(caller) is { } from && from != service) from.AddCall(service.Name);
        }
    }

    private static void Append(ServiceDraft service, string key, IEnumerable<RequestRule> rules)
    {
        var known = (service.Policies.At(key) as DraftList)?.Items ?? [];
        var added = rules.Select(rule => rule.ToDraft()).ToList();
        if (added.Count > 0) service.Policies.Set(key, new DraftList([.. known, .. added]));
    }
}

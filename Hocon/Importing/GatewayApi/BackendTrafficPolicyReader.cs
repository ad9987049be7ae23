using ActorMesh.Hocon.Importing.Drafts;
using ActorMesh.Hocon.Importing.Kubernetes;
using ActorMesh.Hocon.Importing.Sources;
using ActorMesh.Hocon.Importing.Writing;

namespace ActorMesh.Hocon.Importing.GatewayApi;

/// <summary>Reads XBackendTrafficPolicy: the retry budget of a service.</summary>
internal sealed class BackendTrafficPolicyReader(HostTable hosts, ImportNotes notes)
{
    public void Read(KubernetesObject source)
    {
        if (source.Spec is not { } spec) return;
        var policies = new DraftObject();
        var writer = new PolicyWriter(policies, notes);
        if (spec.Object("retryConstraint") is { } constraint) ReadConstraint(constraint, writer);
        SessionPersistence.Read(spec, writer);
        foreach (var target in spec.Objects("targetRefs"))
        {
            if (BackendReference.Read(target, hosts, source.Namespace) is not { } service) continue;
            foreach (var entry in policies.Copy().Entries)
            {
                if (entry.Value is DraftObject section) service.Policies.Section(entry.Key).FillFrom(section);
            }
        }
    }

    private static void ReadConstraint(Fields constraint, PolicyWriter writer)
    {
        if (constraint.Object("budget") is { } budget)
        {
            writer.Share("retries.budget.ratio", budget.Integer("percent", 0, 100) ?? 20, budget.At("percent"));
            writer.Duration("retries.budget.window", budget.Duration("interval"), budget.At("interval"), TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(10));
        }

        if (constraint.Object("minRetryRate") is not { } rate || rate.Integer("count", 0, 1_000_000) is not { } count) return;
        var interval = rate.Duration("interval") is { Ticks: > 0 } written ? written : TimeSpan.FromSeconds(1);
        var perSecond = (decimal)(count / interval.TotalSeconds);
        var whole = Math.Min((long)decimal.Ceiling(perSecond), 100_000);
        if (whole == perSecond) writer.Target.Set("retries.budget.min-per-second", Words.Number(whole));
        else writer.Near("retries.budget.min-per-second", Words.Number(whole), rate.Here, "retries that are always allowed are a whole number per second");
    }
}

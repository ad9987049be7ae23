using ActorMesh.Hocon.Importing.Drafts;
using ActorMesh.Hocon.Importing.Kubernetes;
using ActorMesh.Hocon.Importing.Routing;
using ActorMesh.Hocon.Importing.Sources;

namespace ActorMesh.Hocon.Importing.Istio;

/// <summary>Reads DestinationRule: the policies of a service and its subsets.</summary>
internal sealed class DestinationRuleReader(HostTable hosts, VersionTable versions, ImportNotes notes)
{
    public void Read(KubernetesObject source)
    {
        if (source.Spec is not { } spec || spec.Text("host") is not { } host) return;
        spec.Drop("exportTo", "a mesh file has no namespaces");
        spec.Drop("workloadSelector", "a policy holds for all callers of a service");
        if (host.Contains('*', StringComparison.Ordinal))
        {
            spec.Ignore("trafficPolicy", "subsets");
            notes.NotCarried(spec.At("host"), "a rule for many hosts at once is not carried over", "write it in mesh.defaults");
            return;
        }

        var service = hosts.Resolve(host, source.Namespace, spec.At("host"), null);
        if (spec.Object("trafficPolicy") is { } policy) TrafficPolicyReader.Read(policy, new PolicyWriter(service.Policies, notes));
        foreach (var subset in spec.Objects("subsets"))
        {
            if (subset.Text("name") is { } name) versions.Declare(service, name, subset.Pairs("labels"));
            subset.Drop("trafficPolicy", "policies hold for a service or a route, not for a version", "give the routes that lead to it the policies");
        }
    }
}

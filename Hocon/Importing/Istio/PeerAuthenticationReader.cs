using ActorMesh.Hocon.Importing.Drafts;
using ActorMesh.Hocon.Importing.Kubernetes;

namespace ActorMesh.Hocon.Importing.Istio;

/// <summary>Reads PeerAuthentication: whether callers have to prove who they are.</summary>
internal sealed class PeerAuthenticationReader(TargetSelection targets, ImportNotes notes)
{
    public void Read(KubernetesObject source, DraftObject defaults)
    {
        if (source.Spec is not { } spec) return;
        spec.Drop("portLevelMtls", "a service has one port; write its mode at the service");
        var services = targets.Of(spec, source, out var isEverywhere);
        var mode = spec.Object("mtls")?.Text("mode") switch
        {
            "STRICT" => "strict",
            "PERMISSIVE" => "permissive",
            "DISABLE" => "off",
            _ => null,
        };
        if (mode is null) return;
        if (isEverywhere) defaults.Set("mtls.mode", mode);
        // A rule of the caller, written before, gives way: it is the callee that insists.
        else foreach (var service in services) service.Policies.Set("mtls.mode", mode);
        if (mode == "off") notes.Approximated(spec.At("mtls"), "with mtls off nobody proves who he is, so that rules that name callers cannot hold");
    }
}

using ActorMesh.Hocon.Importing.Drafts;
using ActorMesh.Hocon.Importing.Kubernetes;
using ActorMesh.Hocon.Importing.Sources;

namespace ActorMesh.Hocon.Importing.Istio;

/// <summary>Reads PeerAuthentication: whether callers have to prove who they are.</summary>
internal sealed class PeerAuthenticationReader(TargetSelection targets, ImportNotes notes)
{
    public void Read(KubernetesObject source, DraftObject defaults)
    {
        if (source.Spec is not { } spec) return;
        var services = targets.Of(spec, source, out var isEverywhere);
        if (ModeOf(spec, "mtls") is { } mode)
        {
            if (isEverywhere) defaults.Set("mtls.mode", mode);
            // A rule of the caller, written before, gives way: it is the callee that insists.
            else Set(services, mode);
        }

        if (spec.Object("portLevelMtls") is not { } ports) return;
        foreach (var port in ports.Keys)
        {
            var own = services.Where(service => int.TryParse(port, out var number) && service.IsReachedAt(number)).ToList();
            if (own.Count == 0) ports.Drop(port, "a service has one port, and this is none of those that were read", "make the port a service of its own, and write its mtls.mode there");
            else if (ModeOf(ports, port) is { } atPort) Set(own, atPort);
        }
    }

    private string? ModeOf(Fields parent, string key)
    {
        var mode = parent.Object(key)?.Text("mode");
        if (mode == "DISABLE") notes.Approximated(parent.At(key), "with mtls off nobody proves who he is, so that rules that name callers cannot hold");
        return mode switch { "STRICT" => "strict", "PERMISSIVE" => "permissive", "DISABLE" => "off", _ => null };
    }

    private static void Set(IEnumerable<ServiceDraft> services, string mode)
    {
        foreach (var service in services) service.Policies.Set("mtls.mode", mode);
    }
}

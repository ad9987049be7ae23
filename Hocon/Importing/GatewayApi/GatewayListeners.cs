using ActorMesh.Hocon.Importing.Kubernetes;
using ActorMesh.Hocon.Importing.Routing;
using ActorMesh.Hocon.Importing.Sources;

namespace ActorMesh.Hocon.Importing.GatewayApi;

/// <summary>Reads objects of kind Gateway, and finds the listener that a route attaches to.</summary>
internal sealed class GatewayListeners(HostTable hosts, ImportNotes notes)
{
    private readonly Dictionary<string, List<(string? Name, Entrance Door)>> _byGateway = new(StringComparer.Ordinal);

    public void Read(KubernetesObject source)
    {
        if (source.Spec is not { } spec) return;
        spec.Ignore("gatewayClassName");
        var listeners = spec.Objects("listeners").Select(listener => (Name: listener.Text("name"), Door: Door(listener))).ToList();
        _byGateway[$"{source.Namespace ?? hosts.Home}/{source.Name}"] = [.. listeners.Where(known => known.Door is not null).Select(known => (known.Name, known.Door!))];
    }

    /// <param name="section">A listener's name, or null for the first.</param>
    public Entrance? Find(string gateway, string? space, string? section) =>
        _byGateway.GetValueOrDefault($"{space ?? hosts.Home}/{gateway}")?.Find(listener => section is null || listener.Name == section).Door;

    private Entrance? Door(Fields listener)
    {
        var port = listener.Integer("port", 1, 65535);
        var host = listener.Text("hostname");
        if (listener.Object("allowedRoutes") is { } allowed) allowed.Ignore("kinds", "namespaces");
        if (listener.Text("protocol") is { } protocol && protocol is not ("HTTP" or "HTTPS"))
        {
            listener.Ignore("tls");
            notes.NotCarried(listener.At("protocol"), $"a door to the outside speaks HTTP, not {Reading.Quoted.Of(protocol)}");
            return null;
        }

        if (listener.Object("tls") is { } tls)
        {
            if (tls.Text("mode") is "Passthrough") notes.NotCarried(tls.At("mode"), "TLS is not passed through by the name that it asks for");
            tls.Drop("certificateRefs", "a certificate is a file", "write tls-cert and tls-key in `expose`; until then this door is not encrypted");
        }

        return new Entrance(listener.Here, host, (int?)port);
    }
}

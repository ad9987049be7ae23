using ActorMesh.Hocon.Importing.Kubernetes;
using ActorMesh.Hocon.Importing.Routing;
using ActorMesh.Hocon.Importing.Sources;

namespace ActorMesh.Hocon.Importing.Istio;

/// <summary>Reads objects of kind Gateway, and finds the door that a VirtualService names.</summary>
internal sealed class IstioGateways(HostTable hosts, ImportNotes notes)
{
    private readonly Dictionary<string, List<Entrance>> _byName = new(StringComparer.Ordinal);

    public void Read(KubernetesObject source)
    {
        if (source.Spec is not { } spec) return;
        spec.Ignore("selector");
        List<Entrance> doors = [];
        foreach (var server in spec.Objects("servers"))
        {
            if (Door(server) is { } door) doors.Add(door);
        }

        foreach (var extra in doors.Skip(1)) notes.NotCarried(extra.At, "a service has one door to the outside; the first server of the gateway is it");
        _byName[$"{source.Namespace ?? hosts.Home}/{source.Name}"] = doors;
    }

    /// <param name="name">As in <c>gateways</c>: with or without a namespace.</param>
    public Entrance? Find(string name, string? space)
    {
        var key = name.Contains('/', StringComparison.Ordinal) ? name : $"{space ?? hosts.Home}/{name}";
        return _byName.GetValueOrDefault(key)?.FirstOrDefault();
    }

    private Entrance? Door(Fields server)
    {
        server.Ignore("name");
        server.Drop("bind", "a sidecar listens on all addresses for clients outside the mesh");
        server.Drop("defaultEndpoint", "it has no counterpart");
        var names = server.Texts("hosts").Select(host => host[(host.IndexOf('/', StringComparison.Ordinal) + 1)..]).ToList();
        var port = server.Object("port");
        port?.Ignore("name", "protocol", "targetPort");
        var number = port?.Integer("number", 1, 65535);
        string? certificate = null, key = null;
        if (server.Object("tls") is { } tls)
        {
            if (tls.Text("mode") is "PASSTHROUGH" or "AUTO_PASSTHROUGH")
            {
                notes.NotCarried(tls.At("mode"), "TLS is not passed through by the name that it asks for");
                return null;
            }

            tls.Drop("httpsRedirect", "plain HTTP is not redirected by the door", "write a route with a redirect");
            tls.Drop("credentialName", "a certificate is a file", "write tls-cert and tls-key in `expose`; until then this door is not encrypted");
            certificate = tls.Text("serverCertificate");
            key = tls.Text("privateKey");
        }

        return new Entrance(server.Here, names is [{ } host] && host != "*" ? host : null, (int?)number, certificate, key);
    }
}

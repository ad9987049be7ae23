using ActorMesh.Hocon.Importing.Drafts;
using ActorMesh.Hocon.Importing.Kubernetes;
using ActorMesh.Hocon.Importing.Routing;
using ActorMesh.Hocon.Importing.Sources;

namespace ActorMesh.Hocon.Importing.GatewayApi;

/// <summary>Reads HTTPRoute and GRPCRoute.</summary>
internal sealed class RouteReader(HostTable hosts, GatewayListeners gateways, RuleCollection rules, ImportNotes notes)
{
    public void Read(KubernetesObject source)
    {
        if (source.Spec is not { } spec) return;
        spec.Drop("useDefaultGateways", "name the gateway in parentRefs");
        var isGrpc = source.Kind == "GRPCRoute";
        var reader = new RuleReader(hosts, source.Namespace, notes);
        var read = spec.Objects("rules").Select(rule => reader.Read(rule, isGrpc)).OfType<ImportedRule>().ToList();
        if (isGrpc)
        {
            foreach (var service in read.SelectMany(rule => rule.Destinations).Select(destination => destination.Service)) service.Policies.Set("protocol", "grpc");
        }

        var names = spec.Texts("hostnames");
        foreach (var parent in spec.Objects("parentRefs")) Attach(parent, names, source, spec, read, isGrpc);
    }

    private void Attach(Fields parent, IReadOnlyList<string> names, KubernetesObject source, Fields spec, List<ImportedRule> read, bool isGrpc)
    {
        parent.Ignore("group");
        var kind = parent.Text("kind") ?? "Gateway";
        var space = parent.Text("namespace") ?? source.Namespace;
        var section = parent.Text("sectionName");
        var port = parent.Integer("port", 1, 65535);
        if (parent.Text("name") is not { } name) return;
        if (kind == "Service")
        {
            var owner = hosts.Resolve(name, space, parent.At("port"), port);
            if (isGrpc) owner.Policies.Set("protocol", "grpc");
            if (names.Count > 0) notes.NotCarried(spec.At("hostnames"), "inside the mesh a route belongs to its service, whatever the host is called");
            rules.Add(owner, read);
        }
        else if (kind == "Gateway")
        {
            rules.Add(Door(name, space, section, parent, names, spec), read);
        }
        else
        {
            notes.NotCarried(parent.At("kind"), $"a route belongs to a service or enters by a gateway, not by a {Reading.Quoted.Of(kind)}");
        }
    }

    private Entrance Door(string name, string? space, string? section, Fields parent, IReadOnlyList<string> names, Fields spec)
    {
        var door = gateways.Find(name, space, section);
        if (door is null)
        {
            notes.Approximated(parent.At("name"), $"gateway {Reading.Quoted.Of(name)} is in no file that was read; its routes enter at the default port");
            door = new Entrance(parent.Here, null, null);
        }

        if (names.Count > 1) notes.NotCarried(spec.At("hostnames"), "a service is exposed under one host name; the first is it");
        return door with { At = parent.Here, Host = names is [var host, ..] ? host : door.Host };
    }
}

using ActorMesh.Hocon.Importing.Drafts;
using ActorMesh.Hocon.Importing.Kubernetes;
using ActorMesh.Hocon.Importing.Routing;
using ActorMesh.Hocon.Importing.Sources;

namespace ActorMesh.Hocon.Importing.Istio;

/// <summary>Reads VirtualService.</summary>
internal sealed class VirtualServiceReader(HostTable hosts, IstioGateways gateways, RouteAttachment attachment, ImportNotes notes)
{
    private const string Mesh = "mesh";

    public void Read(KubernetesObject source)
    {
        if (source.Spec is not { } spec) return;
        spec.Drop("exportTo", "a mesh file has no namespaces");
        spec.Drop("tls", "TLS is not passed through by the name that it asks for");
        var reader = new HttpRouteReader(hosts, source.Namespace, notes);
        var rules = spec.Objects("http").Select(reader.Read).OfType<ImportedRule>().ToList();
        var names = spec.Texts("hosts");
        var doors = spec.Texts("gateways");
        if (doors.Count == 0 || doors.Contains(Mesh, StringComparer.Ordinal)) ToServices(names, source, spec, rules);
        foreach (var door in doors.Where(door => door != Mesh)) ToDoor(door, names, source, spec, rules);
        ReadTcp(spec, source);
    }

    private void ToServices(IReadOnlyList<string> names, KubernetesObject source, Fields spec, List<ImportedRule> rules)
    {
        foreach (var name in names)
        {
            if (name.Contains('*', StringComparison.Ordinal))
            {
                notes.NotCarried(spec.At("hosts"), $"{Reading.Quoted.Of(name)} stands for many hosts; the routes of a service are its own");
                continue;
            }

            var port = rules.SelectMany(rule => rule.Destinations).FirstOrDefault()?.Service.Port;
            var isNew = hosts.Find(name, source.Namespace) is null;
            var owner = hosts.Resolve(name, source.Namespace, spec.At("hosts"), isNew ? port : null);
            attachment.ToService(owner, rules);
        }
    }

    private void ToDoor(string door, IReadOnlyList<string> names, KubernetesObject source, Fields spec, List<ImportedRule> rules)
    {
        if (gateways.Find(door, source.Namespace) is not { } found)
        {
            notes.Approximated(spec.At("gateways"), $"gateway {Reading.Quoted.Of(door)} is in no file that was read; its routes enter at the default port");
            found = new Entrance(spec.At("gateways"), null, null);
        }

        if (names.Count > 1) notes.NotCarried(spec.At("hosts"), "a service is exposed under one host name; the first is it");
        var host = names is [not "*" and var name, ..] ? name : found.Host;
        attachment.ToEntrance(found with { Host = host, At = spec.At("gateways") }, rules);
    }

    /// <summary>A service of bytes has no routes: all that can be carried over is that it is one.</summary>
    private void ReadTcp(Fields spec, KubernetesObject source)
    {
        foreach (var route in spec.Objects("tcp"))
        {
            route.Drop("match", "bytes are not matched: everything goes to the service");
            var destinations = route.Objects("route");
            if (destinations is [{ } only] && only.Object("destination") is { } destination && destination.Text("host") is { } host)
            {
                only.Ignore("weight");
                var port = destination.Object("port")?.Integer("number", 1, 65535);
                destination.Drop("subset", "bytes go to all replicas of a service");
                hosts.Resolve(host, source.Namespace, destination.At("port"), port).Policies.Set("protocol", "tcp");
                continue;
            }

            foreach (var item in destinations) item.Ignore("destination", "weight");
            notes.NotCarried(route.Here, "bytes are not split between destinations");
        }
    }
}

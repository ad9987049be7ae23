using System.Globalization;
using ActorMesh.Hocon.Importing.Drafts;
using ActorMesh.Hocon.Importing.Kubernetes;
using ActorMesh.Hocon.Importing.Sources;

namespace ActorMesh.Hocon.Importing.Istio;

/// <summary>Reads ServiceEntry: a host that is not of the cluster.</summary>
internal sealed class ServiceEntryReader(HostTable hosts, ImportNotes notes)
{
    public void Read(KubernetesObject source)
    {
        if (source.Spec is not { } spec) return;
        spec.Drop("exportTo", "a mesh file has no namespaces");
        spec.Drop("addresses", "a service is found by its name, not by a virtual address");
        spec.Drop("workloadSelector", "replicas are listed, not selected", "write their addresses as endpoints");
        spec.Drop("subjectAltNames", "the identities of services are those of the mesh");
        spec.Ignore("resolution");
        var ports = spec.Objects("ports");
        var endpoints = spec.Objects("endpoints");
        foreach (var host in spec.Texts("hosts")) Read(host, spec, ports, endpoints);
    }

    private void Read(string host, Fields spec, IReadOnlyList<Fields> ports, IReadOnlyList<Fields> endpoints)
    {
        if (host.Contains('*', StringComparison.Ordinal))
        {
            notes.NotCarried(spec.At("hosts"), $"{Reading.Quoted.Of(host)} stands for many hosts; a service is one", "make each of them a service");
            return;
        }

        var service = hosts.DeclareHost(host);
        string? portName = null;
        foreach (var (index, port) in ports.Index())
        {
            var number = port.Integer("number", 1, 65535);
            if (index > 0) notes.NotCarried(port.Here, $"a service has one port, and {service.Name} has {service.Port}", "make the other port a service of its own");
            else if (number is { } first) portName = TakePort(service, port, (int)first);
            port.Ignore("name", "protocol", "targetPort");
        }

        if (spec.Text("location") is not "MESH_INTERNAL")
        {
            service.Policies.Set("mtls.mode", DraftNode.Off);
            service.Comments.Add("Outside the mesh: no sidecar stands beside it.");
        }

        foreach (var endpoint in endpoints) AddEndpoint(service, endpoint, portName);
        if (service.Endpoints.Count == 0) service.Endpoints.Add(new EndpointDraft(host, service.Port ?? 80));
    }

    private static string? TakePort(ServiceDraft service, Fields port, int number)
    {
        service.Port = number;
        var name = port.Text("name");
        if (PortProtocol.Of(port.Text("protocol"), name) is { } protocol) service.Policies.Set("protocol", protocol);
        return name;
    }

    private void AddEndpoint(ServiceDraft service, Fields endpoint, string? portName)
    {
        endpoint.Ignore("serviceAccount", "network");
        var zone = endpoint.Text("locality")?.Split('/') is { Length: > 1 } parts ? parts[1] : null;
        var weight = endpoint.Integer("weight", 0, uint.MaxValue);
        var named = endpoint.Pairs("ports");
        var text = named.FirstOrDefault(pair => pair.Key == portName).Value;
        var labels = endpoint.Pairs("labels");
        if (endpoint.Text("address") is not { } address) return;
        if (address.StartsWith("unix:", StringComparison.Ordinal))
        {
            notes.NotCarried(endpoint.At("address"), "an endpoint is a host and a port, not a Unix socket");
            return;
        }

        if (weight > 1000) notes.Approximated(endpoint.At("weight"), "a weight is at most 1000");
        var port = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var own) && own is > 0 and <= 65535 ? own : service.Port ?? 80;
        service.Endpoints.Add(new EndpointDraft(address, port, zone, weight is { } given and > 0 ? (int)Math.Min(given, 1000) : null, labels));
    }
}

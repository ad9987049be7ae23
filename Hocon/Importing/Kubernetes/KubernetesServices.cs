using ActorMesh.Hocon.Importing.Drafts;
using ActorMesh.Hocon.Importing.Sources;

namespace ActorMesh.Hocon.Importing.Kubernetes;

/// <summary>Reads objects of kind Service, and finds services by the labels of their pods.</summary>
internal sealed class KubernetesServices(HostTable hosts, ImportNotes notes)
{
    private const int AppPortDistance = 10_000;

    private readonly List<(ServiceDraft Service, string Space, Dictionary<string, string> Selector)> _selectors = [];

    public void Read(KubernetesObject source)
    {
        if (source.Spec is not { } spec) return;
        spec.Ignore("clusterIP", "clusterIPs", "ipFamilies", "ipFamilyPolicy", "internalTrafficPolicy");
        var service = hosts.Declare(source.Name, source.Namespace);
        ReadPort(spec, service);
        var selector = spec.Pairs("selector").ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal);
        if (selector.Count > 0) _selectors.Add((service, source.Namespace ?? hosts.Home, selector));
        ReadType(spec, service);
        if (spec.Text("sessionAffinity") is "ClientIP")
        {
            new PolicyWriter(service.Policies, notes).Near(
                "load-balancer.policy", "ring-hash", spec.At("sessionAffinity"), "a client keeps its replica by hashing, for as long as the replicas stay the same");
            service.Policies.Set("load-balancer.hash-on", "client-ip");
        }

        if (service.Endpoints.Count == 0 && hosts.AddressOf(source.Name, source.Namespace, service) is { } address)
            service.Endpoints.Add(new EndpointDraft(address, service.Port ?? 80));
    }

    /// <summary>Services of a namespace whose pods have all of the labels.</summary>
    /// <param name="space">Null: of any.</param>
    public IReadOnlyList<ServiceDraft> Selected(IReadOnlyList<KeyValuePair<string, string>> labels, string? space) =>
        [.. _selectors.Where(known => (space is null || known.Space == space) && Has(known.Selector, labels)).Select(known => known.Service).Distinct()];

    /// <returns>Another service that selects just those pods of <paramref name="service"/> that have the labels, or null.</returns>
    public ServiceDraft? FindPart(ServiceDraft service, IReadOnlyList<KeyValuePair<string, string>> labels)
    {
        var whole = _selectors.Find(known => known.Service == service);
        if (whole.Service is null) return null;
        return _selectors
            .Where(known => known.Service != service && known.Space == whole.Space && Has(known.Selector, labels) && Has(known.Selector, [.. whole.Selector]))
            .Select(known => known.Service)
            .FirstOrDefault();
    }

    private static bool Has(Dictionary<string, string> selector, IReadOnlyList<KeyValuePair<string, string>> labels) =>
        labels.All(label => selector.TryGetValue(label.Key, out var value) && value == label.Value);

    private void ReadPort(Fields spec, ServiceDraft service)
    {
        foreach (var (index, port) in spec.Objects("ports").Index())
        {
            var number = port.Integer("port", 1, 65535);
            if (port.Text("protocol") is { } transport && transport != "TCP")
                notes.NotCarried(port.At("protocol"), $"{transport} is not carried; a mesh file knows TCP and what runs on it");
            else if (index > 0 && service.Port is not null)
                notes.NotCarried(port.Here, $"a service has one port, and {service.Name} has {service.Port}", "make the other port a service of its own");
            else if (number is not null)
                Take(port, (int)number, service);
            port.Ignore("name", "appProtocol", "targetPort");
        }
    }

    private void Take(Fields port, int number, ServiceDraft service)
    {
        service.Port = number;
        if (PortProtocol.Of(port.Text("appProtocol"), port.Text("name")) is { } protocol) service.Policies.Set("protocol", protocol);
        var target = port.Text("targetPort") ?? Writing.Words.Number(number);
        if (int.TryParse(target, out var appPort) && appPort is > 0 and <= 65535 && appPort != number)
        {
            if (appPort != number + AppPortDistance) service.AppPort = appPort;
            return;
        }

        var app = number + AppPortDistance <= 65535 ? number + AppPortDistance : number - AppPortDistance;
        if (app != number + AppPortDistance) service.AppPort = app;
        var why = appPort == number ? $"the sidecar takes port {number} itself" : $"the port named {target} is in no file that was read";
        notes.Approximated(port.Has("targetPort") ? port.At("targetPort") : port.At("port"), $"{why}: the application listens on {app}, on loopback");
    }

    private void ReadType(Fields spec, ServiceDraft service)
    {
        switch (spec.Text("type"))
        {
            case "ExternalName" when spec.Text("externalName") is { } name:
                service.Endpoints.Add(new EndpointDraft(name, service.Port ?? 80));
                break;
            case "LoadBalancer" or "NodePort":
                notes.NotCarried(spec.At("type"), "clients outside the cluster reach it; in a mesh file `expose` says that");
                break;
        }
    }
}

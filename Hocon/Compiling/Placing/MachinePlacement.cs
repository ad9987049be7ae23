using System.Net;
using ActorMesh.Hocon.Mesh;
using ActorMesh.Hocon.Mesh.Values;

namespace ActorMesh.Hocon.Compiling.Placing;

/// <summary>Everything on the loopback address of one machine: one replica of each service, and no port twice.</summary>
internal sealed class MachinePlacement : Placement
{
    private const int SharedPortBase = 16_000;
    private const int OutboundPortBase = 20_001;

    private readonly ServiceMesh _mesh;
    private readonly int _offset;
    private readonly FreePorts _ports = new();
    private readonly Dictionary<string, WorkloadPlacement> _workloads = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IReadOnlyList<Endpoint>> _endpoints = new(StringComparer.Ordinal);

    public MachinePlacement(ServiceMesh mesh, int offset)
    {
        (_mesh, _offset) = (mesh, offset);
        // What runs already cannot be moved, so it comes first; then what the file says; what has no wish fills the gaps.
        var running = mesh.Services.Where(service => service.Run?.Address.Value is not null).ToDictionary(service => service.Name, Running, StringComparer.Ordinal);
        foreach (var app in running.Values.Where(IsHere)) _ports.TryTake(app.Port);
        var inbound = Wished(mesh.Services, service => service.Port.Value, "its sidecar");
        var ingress = Wished(mesh.Services.Where(service => service.Exposure is not null), service => service.Exposure!.Port.Value, "the way in from outside");
        var apps = Wished(mesh.Services.Where(service => !running.ContainsKey(service.Name)), service => service.AppPort.Value, "its application");
        foreach (var service in mesh.Services)
        {
            var callees = mesh.CalleesOf(service);
            _workloads[service.Name] = new WorkloadPlacement(
                Here(inbound[service.Name]),
                running.GetValueOrDefault(service.Name) ?? new DnsEndPoint(IPAddress.Loopback.ToString(), apps[service.Name]),
                Here(Take(mesh.AdminPort.Value, service, "the admin API")),
                ingress.TryGetValue(service.Name, out var entry) ? Here(entry) : null,
                callees.Any(callee => callee.Policies.IsHttp) ? Here(Take(SharedPortBase, service, "the way out to all callees")) : null,
                [.. callees.Select(callee => (callee.Name, Here(Take(OutboundPortBase, service, $"the way out to {callee.Name}"))))]);
            _endpoints[service.Name] = Replicas(service, inbound[service.Name]);
        }
    }

    public override WorkloadPlacement Of(Service service) => _workloads[service.Name];

    public override IReadOnlyList<Endpoint> EndpointsOf(Service service) => _endpoints[service.Name];

    public override string ToString() => $"{_mesh.Name.Value} on one machine";

    /// <summary>Gives each service the port that it asks for. Who comes too late gets the next free one, after all that could be served.</summary>
    private Dictionary<string, int> Wished(IEnumerable<Service> services, Func<Service, int> wish, string what)
    {
        var given = new Dictionary<string, int>(StringComparer.Ordinal);
        var late = new List<Service>();
        foreach (var service in services)
        {
            var port = wish(service) + _offset;
            if (_ports.TryTake(port)) given[service.Name] = port;
            else late.Add(service);
        }
        foreach (var service in late) given[service.Name] = Take(wish(service), service, what);
        return given;
    }

    private int Take(int wanted, Service service, string what) => _ports.TakeFrom(wanted + _offset, $"{service.Path}: {what}");

    private static IPEndPoint Here(int port) => new(IPAddress.Loopback, port);

    private static bool IsHere(DnsEndPoint address) =>
        address.Host == "localhost" || (IPAddress.TryParse(address.Host, out var parsed) && IPAddress.IsLoopback(parsed));

    private static DnsEndPoint Running(Service service)
    {
        var written = service.Run!.Address.Value!;
        if (HostAndPort.TryParse(written, out var host, out var port)) return new DnsEndPoint(host, port ?? service.AppPort.Value);
        throw new PlacementException($"{service.Path}.run.address: '{written}' is not an address; write host:port");
    }

    // The one replica is of every version: a version selects by a label, so it stands here once for each.
    private static List<Endpoint> Replicas(Service service, int port)
    {
        Endpoint Labelled(Dictionary<string, string> labels) => new(service.Span, IPAddress.Loopback.ToString(), port, Zone: null, Weight: 100, labels);

        return service.Versions.Count == 0
            ? [Labelled([])]
            : [.. service.Versions.Select(version => Labelled(new Dictionary<string, string>(StringComparer.Ordinal) { [version.Label] = version.LabelValue }))];
    }
}

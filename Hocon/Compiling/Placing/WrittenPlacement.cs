using System.Globalization;
using System.Net;
using ActorMesh.Hocon.Mesh;

namespace ActorMesh.Hocon.Compiling.Placing;

/// <summary>The ports of the file: every workload is alone in its network.</summary>
internal sealed class WrittenPlacement(ServiceMesh mesh) : Placement
{
    private const int LocalPortOffset = 20_000;

    private static readonly Dictionary<string, string> NoLabels = [];

    public override WorkloadPlacement Of(Service service)
    {
        var taken = new Dictionary<int, string>();
        var ports = new FreePorts();
        var callees = mesh.CalleesOf(service);

        IPEndPoint Fixed(IPAddress address, int port, string what, string key)
        {
            // A draft that does not say it has an error for that already.
            if (port == 0) return new IPEndPoint(address, port);
            if (!ports.TryTake(port))
                throw new PlacementException(string.Create(
                    CultureInfo.InvariantCulture, $"{service.Path}: {what} and {taken[port]} both want port {port}; change {key}"));
            taken[port] = what;
            return new IPEndPoint(address, port);
        }

        var inbound = Fixed(IPAddress.Any, service.Port.Value, "its sidecar", $"{service.Path}.port");
        var app = Fixed(IPAddress.Loopback, service.AppPort.Value, "its application", $"{service.Path}.app-port");
        var admin = Fixed(IPAddress.Loopback, mesh.AdminPort.Value, "the admin API", "mesh.admin-port");
        var ingress = service.Exposure is { } exposure
            ? Fixed(IPAddress.Any, exposure.Port.Value, "the way in from outside", $"{service.Path}.expose.port")
            : null;
        var shared = callees.Any(callee => callee.Policies.IsHttp)
            ? Fixed(IPAddress.Loopback, mesh.OutboundPort.Value, "the way out to all callees", "mesh.outbound-port")
            : null;
        return new WorkloadPlacement(
            inbound, new DnsEndPoint(app.Address.ToString(), app.Port), admin, ingress, shared, Outbound(service, callees, ports));
    }

    public override IReadOnlyList<Endpoint> EndpointsOf(Service service) => service.EndpointsDns is { } dns
        ? [new Endpoint(dns.Span, dns.Name.Value, service.Port.Value, Zone: null, Weight: 100, NoLabels)]
        : service.Endpoints;

    private static List<(string, IPEndPoint)> Outbound(Service service, IReadOnlyList<Service> callees, FreePorts ports)
    {
        var written = callees.Where(callee => callee.LocalPort.Value is not null).ToDictionary(
            callee => callee.Name, callee => ports.TakeFrom(callee.LocalPort.Value!.Value, What(service, callee)), StringComparer.Ordinal);
        return
        [
            .. callees.Select(callee =>
            {
                var port = written.TryGetValue(callee.Name, out var own) ? own : ports.TakeFrom(Preferred(callee), What(service, callee));
                return (callee.Name, new IPEndPoint(IPAddress.Loopback, port));
            }),
        ];
    }

    // A port that is too high for the sum has its place from the offset on.
    private static int Preferred(Service callee)
    {
        var port = callee.Port.Value + LocalPortOffset;
        return port <= IPEndPoint.MaxPort ? port : LocalPortOffset + 1;
    }

    private static string What(Service service, Service callee) => $"{service.Path}: the way out to {callee.Name}";
}

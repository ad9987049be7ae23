using System.Net;
using System.Net.Sockets;
using ActorMesh.Hocon.Compiling;
using ActorMesh.Hocon.Mesh;

namespace ActorMesh.Cli.Lab.Live;

/// <summary>All replicas of a mesh side by side on loopback, each with a sidecar of its own. Ports are those that the system gives.</summary>
internal sealed class LivePlacement : Placement
{
    private readonly ServiceMesh _mesh;
    private readonly Dictionary<string, WorkloadPlacement[]> _replicas;
    private readonly Dictionary<string, IReadOnlyList<Endpoint>> _endpoints;
    private int _chosen;

    public LivePlacement(ServiceMesh mesh)
    {
        _mesh = mesh;
        using var ports = new PortReserve();
        _replicas = mesh.Services.ToDictionary(service => service.Name, service => Replicas(service, ports), StringComparer.Ordinal);
        _endpoints = mesh.Services.ToDictionary(service => service.Name, Endpoints, StringComparer.Ordinal);
    }

    public int ReplicasOf(Service service) => _replicas[service.Name].Length;

    /// <summary>From now on a service is placed as its replica of that number, from 1.</summary>
    public void Choose(int replica) => _chosen = replica - 1;

    public override WorkloadPlacement Of(Service service) => _replicas[service.Name][Math.Min(_chosen, _replicas[service.Name].Length - 1)];

    public override IReadOnlyList<Endpoint> EndpointsOf(Service service) => _endpoints[service.Name];

    private WorkloadPlacement[] Replicas(Service service, PortReserve ports)
    {
        var callees = _mesh.CalleesOf(service);
        return [.. Enumerable.Range(0, Math.Max(1, service.Endpoints.Count)).Select(_ =>
        {
            var app = ports.Next();
            return new WorkloadPlacement(
                ports.Next(), new DnsEndPoint(app.Address.ToString(), app.Port), ports.Next(), Ingress: null, callees.Count > 0 ? ports.Next() : null,
                [.. callees.Select(callee => (callee.Name, ports.Next()))]);
        })];
    }

    private IReadOnlyList<Endpoint> Endpoints(Service service)
    {
        var written = service.Endpoints;
        return [.. _replicas[service.Name].Select((place, at) => written.Count > 0
            ? written[at] with { Host = IPAddress.Loopback.ToString(), Port = place.Inbound.Port }
            : new Endpoint(service.Span, IPAddress.Loopback.ToString(), place.Inbound.Port, Zone: null, Weight: 100, new Dictionary<string, string>(StringComparer.Ordinal)))];
    }

    /// <summary>Ports that are free, held until all have been given.</summary>
    private sealed class PortReserve : IDisposable
    {
        private readonly List<TcpListener> _held = [];

        public IPEndPoint Next()
        {
            var listener = new TcpListener(IPAddress.Loopback, 0);
            listener.Start();
            _held.Add(listener);
            return (IPEndPoint)listener.LocalEndpoint;
        }

        public void Dispose() => _held.ForEach(listener => listener.Dispose());
    }
}

using System.Net;
using ActorMesh.Hocon.Compiling;
using ActorMesh.Hocon.Mesh;

namespace ActorMesh.Hocon.Exporting.Containers;

/// <summary>Which containers a mesh needs: one for each replica that callers find by a name.</summary>
internal static class ReplicaPlan
{
    /// <param name="taken">Names of containers that are there besides.</param>
    /// <param name="takenPorts">Ports of this machine that they have.</param>
    /// <exception cref="PlacementException">Two ports of a workload collide, or two containers would have one name.</exception>
    public static IReadOnlyList<Replica> Of(ServiceMesh mesh, IEnumerable<string> taken, IEnumerable<int> takenPorts)
    {
        var placement = Placement.AsWritten(mesh);
        var owners = taken.ToDictionary(name => name, _ => "the control plane", StringComparer.Ordinal);
        var ports = takenPorts.ToHashSet();
        var replicas = new List<Replica>();
        foreach (var service in mesh.Services)
        {
            var place = placement.Of(service);
            foreach (var replica in ReplicasOf(service, place, Published(place, ports)))
            {
                foreach (var name in replica.Names) Claim(owners, name, service);
                replicas.Add(replica);
            }
        }

        return replicas;
    }

    /// <summary>Whether callers that dial this endpoint can reach a container there.</summary>
    public static bool CanBeContainer(Service service, Endpoint endpoint) =>
        !IPAddress.TryParse(endpoint.Host, out _) && endpoint.Port == service.Port.Value;

    /// <summary>The one of the file where it is free: of the ways into a mesh, several may have the same port, each on a machine of its own.</summary>
    private static int? Published(WorkloadPlacement place, HashSet<int> taken)
    {
        if (place.Ingress is not { Port: var port }) return null;
        while (!taken.Add(port)) port++;
        return port;
    }

    /// <param name="published">A port can be had once, so the first has it.</param>
    private static IEnumerable<Replica> ReplicasOf(Service service, WorkloadPlacement place, int? published)
    {
        string[] hosts = service.EndpointsDns is { } dns
            ? [dns.Name.Value]
            : [.. service.Endpoints.Where(endpoint => CanBeContainer(service, endpoint)).Select(endpoint => endpoint.Host).Distinct(StringComparer.OrdinalIgnoreCase)];
        if (hosts.Length <= 1) return [new(service.Name, hosts.FirstOrDefault(host => host != service.Name), service, place, published)];
        return hosts.Select((host, index) => new Replica(host, Alias: null, service, place, index == 0 ? published : null));
    }

    private static void Claim(Dictionary<string, string> owners, string name, Service service)
    {
        if (owners.TryAdd(name, service.Path)) return;
        throw new PlacementException($"{service.Path}: {owners[name]} has a container named {name} already, and callers could not tell them apart; rename the service or its endpoint");
    }
}

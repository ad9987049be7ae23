using Replica = ActorMesh.Hocon.Mesh.Endpoint;

namespace ActorMesh.Hocon.Compiling.Clusters;

/// <summary>What of the replicas a cluster itself depends on: as long as it stays, a change of replicas changes endpoints alone.</summary>
/// <param name="IsByAddress">All are IP addresses, so nothing is resolved.</param>
/// <param name="HasZones">They stand in different zones.</param>
public readonly record struct EndpointShape(bool IsByAddress, bool HasZones)
{
    public static EndpointShape Of(IReadOnlyList<Replica> replicas) =>
        new(replicas.All(replica => Addresses.IsIp(replica.Host)), replicas.Any(replica => replica.Zone != replicas[0].Zone));
}

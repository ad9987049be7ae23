using ActorMesh.ControlPlane.Registry;
using ActorMesh.Hocon.Compiling.Clusters;
using ActorMesh.Hocon.Mesh;

namespace ActorMesh.ControlPlane.Resources;

/// <summary>Where the replicas of a service are: what the mesh says, and who registered.</summary>
internal static class ServiceReplicas
{
    /// <summary>A registration that weighs 1 is worth as much as a replica that the mesh writes without a weight.</summary>
    private const int WeightUnit = 100;

    /// <summary>
    /// Addresses that the mesh writes and those that registered stand side by side, each once. A name that it writes is resolved by the callers, who
    /// find the same replicas there, so nothing is added to it. A service of which it says nothing is looked for under its own name as long as nobody registered.
    /// </summary>
    /// <param name="written">As placed.</param>
    public static IReadOnlyList<Endpoint> Of(Service service, IReadOnlyList<Endpoint> written, IReadOnlyList<RegisteredEndpoint> registered)
    {
        if (registered.Count == 0) return written;
        if (IsGuessed(service, written)) written = [];
        else if (service.EndpointsDns is not null || !EndpointShape.Of(written).IsByAddress) return written;
        var taken = written.Select(endpoint => (endpoint.Host, endpoint.Port)).ToHashSet();
        return
        [
            .. written,
            .. registered.Select(endpoint => Replica(service, endpoint.Registration)).Where(replica => taken.Add((replica.Host, replica.Port))),
        ];
    }

    private static bool IsGuessed(Service service, IReadOnlyList<Endpoint> written) =>
        service.EndpointsDns is null && written is [var only] && only.Span == service.Span && only.Host == service.Name;

    private static Endpoint Replica(Service service, Registration registration) => new(
        service.Span, registration.Address, registration.Port, registration.Zone, registration.Weight * WeightUnit, registration.Labels);
}

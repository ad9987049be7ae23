using ActorMesh.Hocon.Compiling;
using ActorMesh.Hocon.Mesh;

namespace ActorMesh.Hocon.Exporting.Containers;

/// <summary>One replica of a service as containers: a stand-in application and, in its network, the sidecar.</summary>
/// <param name="Name">Of the application's container.</param>
/// <param name="Alias">What callers find it by when that is not its name.</param>
/// <param name="Published">The port of this machine at which clients outside find it; null for a replica that they do not.</param>
internal sealed record Replica(string Name, string? Alias, Service Service, WorkloadPlacement Place, int? Published)
{
    public string Sidecar => $"{Name}-sidecar";

    /// <summary>The volume that its token comes in.</summary>
    public string Token => $"{Name}-token";

    /// <summary>Begins with the service's name: so a control node tells whose a proxy may be.</summary>
    public string ProxyId => Name == Service.Name || Name.StartsWith($"{Service.Name}-", StringComparison.Ordinal) ? Name : $"{Service.Name}.{Name}";

    public string Metrics => $"{Name}-metrics";

    /// <summary>Everything that others could find in the network under the name of this replica.</summary>
    public IEnumerable<string> Names => Alias is null ? [Name, Sidecar, Metrics] : [Name, Alias, Sidecar, Metrics];
}

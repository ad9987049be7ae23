using ActorMesh.Hocon.Compiling.Placing;
using ActorMesh.Hocon.Mesh;

namespace ActorMesh.Hocon.Compiling;

/// <summary>
/// Where everything of a mesh is. <see cref="AsWritten"/> gives each workload a network of its own, as containers and pods have;
/// <see cref="OnOneMachine"/> puts all of them side by side on loopback, with ports that do not collide. Deterministic.
/// </summary>
public abstract class Placement
{
    /// <summary>Where the sidecar and the application of a service listen.</summary>
    /// <exception cref="PlacementException">Two of them would have the same port, or no port is left.</exception>
    public abstract WorkloadPlacement Of(Service service);

    /// <summary>Where callers find the replicas of a service.</summary>
    public abstract IReadOnlyList<Endpoint> EndpointsOf(Service service);

    public static Placement AsWritten(ServiceMesh mesh) => new WrittenPlacement(mesh);

    /// <summary>One replica of each service. Ports are those of the file where they are free, else the next free ones.</summary>
    /// <param name="portOffset">Moves every port, so that two meshes can run side by side.</param>
    /// <exception cref="PlacementException">The ports do not fit on one machine.</exception>
    public static Placement OnOneMachine(ServiceMesh mesh, int portOffset) => new MachinePlacement(mesh, portOffset);
}

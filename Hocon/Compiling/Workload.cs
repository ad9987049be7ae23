using ActorMesh.Hocon.Compiling.Clusters;
using ActorMesh.Hocon.Mesh;

namespace ActorMesh.Hocon.Compiling;

/// <summary>What the compilers of one workload share.</summary>
/// <param name="Service">The workload's own.</param>
/// <param name="Place">Where it listens.</param>
/// <param name="Placement">Where everybody is.</param>
/// <param name="Clusters">Filled by whoever sends traffic somewhere.</param>
internal sealed record Workload(ServiceMesh Mesh, Service Service, WorkloadPlacement Place, Placement Placement, ClusterBook Clusters);

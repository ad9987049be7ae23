using ActorMesh.Hocon.Compiling;
using ActorMesh.Hocon.Mesh;

namespace ActorMesh.Cli.Up;

/// <summary>A mesh that can be started.</summary>
/// <param name="Services">In the order of the file.</param>
internal sealed record UpPlan(MeshFileChoice File, ServiceMesh Mesh, IReadOnlyList<ServicePlan> Services, ControlPlan Control, Placement Placement);

using ActorMesh.Hocon.Compiling.Clusters;
using ActorMesh.Runtime.Contracts.Envoy.Bootstrapping;

namespace ActorMesh.Hocon.Compiling;

/// <summary>What one workload's sidecar runs, and which of its clusters are services of the mesh.</summary>
public sealed record CompiledWorkload(Bootstrap Bootstrap, IReadOnlyList<CalleeCluster> Callees);

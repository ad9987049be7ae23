using ActorMesh.ControlPlane.RateLimits;
using ActorMesh.Hocon.Mesh;

namespace ActorMesh.Cli.Control;

/// <summary>The mesh that all proxies of a node get who are no part of a rollout.</summary>
/// <param name="Epoch">Of the leader that published it.</param>
internal sealed record ServedMesh(long Epoch, long Version, ServiceMesh Mesh, GlobalLimits Limits);

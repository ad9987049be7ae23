using ActorMesh.DataPlane.Clusters;
using ActorMesh.DataPlane.Configuration;
using ActorMesh.DataPlane.Listening;

namespace ActorMesh.DataPlane;

/// <summary>What is in force in a sidecar. Replaced whole at each update; the objects in it are live.</summary>
/// <param name="Version">Counts accepted updates from 1; 0 before the first.</param>
/// <param name="AcceptedAt">When this version came into force.</param>
/// <param name="LastRejection">Why the last update was refused; null when it was accepted.</param>
public sealed record SidecarStatus(
    SidecarState State, int Version, DateTimeOffset AcceptedAt, Snapshot Snapshot,
    IReadOnlyList<ListenerStatus> Listeners, IReadOnlyList<UpstreamCluster> Clusters, string? LastRejection);

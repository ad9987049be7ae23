namespace ActorMesh.Cli.Up;

/// <summary>All that is to be shown at one moment.</summary>
/// <param name="Traffic">What came of the traffic so far; null when none is driven.</param>
internal sealed record MeshView(IReadOnlyList<ServiceRow> Rows, TrafficView? Traffic);

namespace ActorMesh.Cli.Traffic;

/// <summary>Where requests go.</summary>
/// <param name="Address">Whole, with the path.</param>
/// <param name="Host">What the Host field says; null for the address's own.</param>
internal sealed record TrafficTarget(Uri Address, string? Host);

namespace ActorMesh.DataPlane.Resilience.Limiting;

/// <summary>What the coordinator is asked, and told.</summary>
/// <param name="Number">Rises with each.</param>
/// <param name="Wanted">Tokens; 0 only reports.</param>
/// <param name="Reports">What became of earlier leases: spent so far, and whether the rest is given back.</param>
public readonly record struct LeaseRequest(long Number, int Wanted, IReadOnlyList<(long Lease, int Spent, bool IsOver)> Reports);

namespace ActorMesh.ControlPlane.RateLimits;

/// <summary>What became of a lease so far.</summary>
/// <param name="Spent">Of its tokens, in all.</param>
/// <param name="IsOver">The rest will never be spent.</param>
public readonly record struct LeaseReport(long Lease, int Spent, bool IsOver);

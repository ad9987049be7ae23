namespace ActorMesh.ControlPlane.RateLimits;

/// <summary>What a ledger says to an ask.</summary>
/// <param name="Lease">Its number; 0 for none.</param>
/// <param name="Tokens">0: none are to be had now.</param>
/// <param name="RetryAfter">Asking earlier is of no use; nothing when tokens were granted.</param>
public readonly record struct LeaseGrant(long Lease, int Tokens, TimeSpan RetryAfter);

namespace ActorMesh.ControlPlane.RateLimits;

/// <summary>A limit at one moment.</summary>
/// <param name="Free">Whole tokens that nobody has.</param>
/// <param name="UntilNext">Until there is one, as far as that is known: tokens that are out count as they come back. Nothing when there is one.</param>
/// <param name="UntilFull">Until the whole burst is there if nobody comes.</param>
public readonly record struct LedgerReading(int Free, TimeSpan UntilNext, TimeSpan UntilFull);

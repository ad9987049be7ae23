namespace ActorMesh.DataPlane.Resilience.Limiting;

/// <summary>What a bucket said to one request.</summary>
/// <param name="IsAllowed">Whether there was a token, which is taken now.</param>
/// <param name="Remaining">Whole tokens left.</param>
/// <param name="UntilNext">How long until there is a token; nothing when one is left.</param>
/// <param name="UntilFull">How long until the bucket is full if nobody else comes.</param>
public readonly record struct BucketReading(bool IsAllowed, long Remaining, TimeSpan UntilNext, TimeSpan UntilFull);

using ActorMesh.DataPlane.Resilience.Limiting;

namespace ActorMesh.DataPlane.Routing.Filters;

/// <summary>What a limit of the whole mesh said to one request: the answer tells the client.</summary>
/// <param name="Filter">Null when none was asked, or none could say.</param>
/// <param name="Bucket">The one that refused, or the last that was asked.</param>
internal readonly record struct GlobalLimitOutcome(GlobalRateLimitFilter? Filter, LeasedBucket? Bucket, BucketReading Reading);

using ActorMesh.DataPlane.Http;
using ActorMesh.DataPlane.Resilience.Limiting;

namespace ActorMesh.DataPlane.Routing.Filters;

/// <summary>What a rate limit said to one request: the answer tells the client.</summary>
/// <param name="Filter">Null when none was asked.</param>
/// <param name="Bucket">The tightest: the one that refused, or has the fewest tokens left.</param>
/// <param name="Refused">The request, when it was refused.</param>
internal readonly record struct LimitOutcome(RateLimitFilter? Filter, BucketSettings? Bucket, BucketReading Reading, RequestHead? Refused);

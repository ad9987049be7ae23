namespace ActorMesh.DataPlane.Routing.Retrying;

/// <summary>What holds for one request: what its route says, as its headers changed it.</summary>
/// <param name="Timeout">From the end of the request to the end of the answer; null for no limit.</param>
/// <param name="Retries">Those that are left once conditions on the request were looked at.</param>
/// <param name="HasDeadline">The caller said how long it will wait, and it counts.</param>
public readonly record struct EffectivePolicy(TimeSpan? Timeout, RetryPolicy Retries, bool HasDeadline);

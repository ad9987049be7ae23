using ActorMesh.DataPlane.Resilience.Ejection;

namespace ActorMesh.DataPlane.Endpoints;

/// <summary>An ejection that lasts, for people.</summary>
/// <param name="Why">The numbers that led to it.</param>
/// <param name="Until">The endpoint returns at the first look from then on.</param>
public sealed record EjectionStanding(EjectionCause Cause, string Why, DateTimeOffset Since, DateTimeOffset Until);

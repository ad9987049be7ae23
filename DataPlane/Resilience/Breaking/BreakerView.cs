using ActorMesh.Runtime.Time;

namespace ActorMesh.DataPlane.Resilience.Breaking;

/// <summary>Where a breaker stands. Replaced whole at each transition.</summary>
/// <param name="Generation">Counts the transitions from 0.</param>
/// <param name="Since">When it came into this state.</param>
/// <param name="Until">When it will half open; never unless it is open.</param>
/// <param name="Reopenings">How often in a row its probes have failed: what its time open grows by.</param>
public sealed record BreakerView(BreakerState State, int Generation, Instant Since, Instant Until, int Reopenings, BreakerCause Cause);

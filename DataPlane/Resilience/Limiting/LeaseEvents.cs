using ActorMesh.Runtime.Contracts.Control;

namespace ActorMesh.DataPlane.Resilience.Limiting;

/// <summary>What happens on a way to a control node. Both may be called by any thread.</summary>
/// <param name="Answered">For each answer.</param>
/// <param name="Ended">Why it is over, and whether whoever is there knows nothing of leases. Nothing comes after it.</param>
public sealed record LeaseEvents(Action<LeaseAnswer> Answered, Action<string, bool> Ended);

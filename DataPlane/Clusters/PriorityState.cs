using ActorMesh.DataPlane.Clusters.Balancing;

namespace ActorMesh.DataPlane.Clusters;

/// <summary>How one priority of a view stands, for people and statistics.</summary>
/// <param name="Priority">0 is used first.</param>
/// <param name="Census">How many hosts it has and how they fare.</param>
/// <param name="HealthyLoad">Percent of requests that go to its healthy hosts; to all its hosts in panic.</param>
/// <param name="DegradedLoad">Percent of requests that go to its degraded hosts.</param>
/// <param name="InPanic">Too few hosts are available, so health is ignored.</param>
public sealed record PriorityState(int Priority, PriorityCensus Census, int HealthyLoad, int DegradedLoad, bool InPanic);

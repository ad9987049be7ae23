namespace ActorMesh.Cli.Admin;

/// <summary>One cluster as <c>/clusters</c> shows it.</summary>
/// <param name="Policy">Envoy's word for the balancing policy, such as ROUND_ROBIN.</param>
/// <param name="Discovery">STATIC, STRICT_DNS or LOGICAL_DNS.</param>
/// <param name="Events">What happened to endpoints lately, oldest first.</param>
internal sealed record ClusterShape(
    string Name, string Policy, string Discovery, BreakerShape Breaker, RetryShape Retries,
    IReadOnlyList<ClusterShape.PriorityShape> Priorities, IReadOnlyList<EndpointShape> Endpoints, IReadOnlyList<EndpointEventShape> Events)
{
    /// <param name="HealthyLoad">Percent of requests that go to its healthy endpoints.</param>
    /// <param name="DegradedLoad">Percent of requests that go to its degraded endpoints.</param>
    /// <param name="Panic">Too few are healthy, so health is ignored.</param>
    internal sealed record PriorityShape(int Priority, int Endpoints, int Healthy, int Degraded, int HealthyLoad, int DegradedLoad, bool Panic);
}

using ActorMesh.Lab.Measuring;

namespace ActorMesh.Lab.Json;

/// <summary>One service that was called.</summary>
/// <param name="Amplification">Attempts for each request from outside.</param>
/// <param name="Answers">That its callers got in the end, by status and flag.</param>
/// <param name="Replicas">Attempts by replica.</param>
/// <param name="AttemptsPerSecond">In each second.</param>
public sealed record ServiceShape(
    string Name, long Attempts, long Retries, long RefusedRetries, double? Amplification, LatencyShape CallMilliseconds, IReadOnlyDictionary<string, long> Answers,
    IReadOnlyDictionary<string, long> Replicas, IReadOnlyList<int> AttemptsPerSecond)
{
    public static ServiceShape Of(ServiceRecord service, RunRecord run) => new(
        service.Name, service.Attempts.Total, service.Retries.Total, service.RefusedRetries.Total, Number.OrNull(run.Amplification(service.Name)),
        LatencyShape.Of(service.Calls), new SortedDictionary<string, long>(service.Answers.InOrder.ToDictionary(), StringComparer.Ordinal), service.ByReplica,
        service.Attempts.PerSecond(run.Seconds));
}

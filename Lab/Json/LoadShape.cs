using ActorMesh.Lab.Measuring;

namespace ActorMesh.Lab.Json;

/// <summary>The requests from outside.</summary>
/// <param name="Answers">By status and flag.</param>
public sealed record LoadShape(
    long Requests, long Succeeded, long Unanswered, double? Success, LatencyShape LatencyMilliseconds, IReadOnlyDictionary<string, long> Answers, LoadSeriesShape PerSecond)
{
    public static LoadShape Of(RunRecord run)
    {
        var load = run.Load;
        return new LoadShape(
            load.Requests.Total, load.Succeeded.Total, load.Requests.Total - load.Answered.Total, Number.OrNull(load.Success(TimeSpan.Zero, null)),
            LatencyShape.Of(load.Durations), new SortedDictionary<string, long>(load.Answers.InOrder.ToDictionary(), StringComparer.Ordinal),
            new LoadSeriesShape(
                load.Requests.PerSecond(run.Seconds), load.Succeeded.PerSecond(run.Seconds), [.. load.Durations.PerSecond(0.99, run.Seconds).Select(Number.Milliseconds)]));
    }
}

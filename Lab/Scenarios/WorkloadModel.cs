namespace ActorMesh.Lab.Scenarios;

/// <summary>How each replica of a workload treats requests while nothing befalls it.</summary>
/// <param name="Workers">Requests that it works on at the same time; others stand in line.</param>
/// <param name="Queue">How long the line may be.</param>
/// <param name="Errors">0..1 of the answers fail.</param>
/// <param name="HealthFollowsAnswers">Its health endpoint fails as its answers do; else it only tells that the process runs.</param>
/// <param name="StopsWhenLeft">It notices that whoever asked has gone, and stops; most do not.</param>
public sealed record WorkloadModel(LatencyModel Latency, int Workers, int Queue, double Errors, int ErrorStatus, bool HealthFollowsAnswers, bool StopsWhenLeft)
{
    /// <summary>Answers at once, and well.</summary>
    public static readonly WorkloadModel Usual = new(LatencyModel.None, 1000, 1000, 0, 500, HealthFollowsAnswers: false, StopsWhenLeft: false);
}

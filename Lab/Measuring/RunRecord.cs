using ActorMesh.Lab.Scenarios;

namespace ActorMesh.Lab.Measuring;

/// <summary>All that a run came to.</summary>
/// <param name="Events">That happened in it.</param>
/// <param name="Trace">A hash over all of them: the same for runs that went the same way.</param>
/// <param name="Services">In the order of the file.</param>
/// <param name="Log">What changed, in order.</param>
public sealed record RunRecord(
    ScenarioVariant Variant, ulong Seed, long Events, string Trace, LoadRecord Load, IReadOnlyList<ServiceRecord> Services, IReadOnlyList<LogEntry> Log)
{
    public ServiceRecord Service(string name) => Services.First(service => service.Name == name);

    /// <summary>Seconds in which requests begin.</summary>
    public int Seconds => (int)Math.Ceiling(Variant.Duration.TotalSeconds);

    /// <summary>Attempts at a service for each request from outside; NaN when there were none.</summary>
    public double Amplification(string service, TimeSpan from = default, TimeSpan? until = null) =>
        (double)Service(service).Attempts.Sum(from, until) / Load.Requests.Sum(from, until);
}

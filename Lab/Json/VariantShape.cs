using ActorMesh.Lab.Assertions;
using ActorMesh.Lab.Measuring;

namespace ActorMesh.Lab.Json;

/// <summary>One variant of a scenario.</summary>
/// <param name="Name">Null when the scenario has no variants.</param>
/// <param name="Trace">A hash over all that happened: runs with the same one went the same way.</param>
public sealed record VariantShape(
    string? Name,
    bool Passed,
    ulong Seed,
    double DurationSeconds,
    long Events,
    string Trace,
    IReadOnlyList<ExpectationShape> Expectations,
    LoadShape Load,
    IReadOnlyList<ServiceShape> Services,
    IReadOnlyList<LogShape> Log)
{
    public static VariantShape Of(RunRecord run)
    {
        var verdicts = Verdicts.Of(run);
        return new VariantShape(
            run.Variant.Name.Length > 0 ? run.Variant.Name : null,
            verdicts.All(verdict => verdict.Holds),
            run.Seed,
            run.Variant.Duration.TotalSeconds,
            run.Events,
            run.Trace,
            [.. verdicts.Select(ExpectationShape.For)],
            LoadShape.Of(run),
            [.. run.Services.Where(service => service.Attempts.Total > 0).Select(service => ServiceShape.Of(service, run))],
            [.. run.Log.Select(LogShape.Of)]);
    }
}

using ActorMesh.Lab.Measuring;

namespace ActorMesh.Lab.Assertions;

/// <summary>Judges runs.</summary>
public static class Verdicts
{
    /// <summary>All that is expected of this variant, in the order of the file.</summary>
    public static IReadOnlyList<Verdict> Of(RunRecord run) =>
        [.. run.Variant.Expectations.Where(wanted => wanted.IsFor(run.Variant.Name)).Select(wanted => new Verdict(wanted, Measurement.Of(wanted, run)))];
}

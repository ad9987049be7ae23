using ActorMesh.Lab.Assertions;
using ActorMesh.Lab.Scenarios;

namespace ActorMesh.Lab.Json;

/// <summary>What was expected, and what came. Durations are in seconds, shares 0..1; a value is missing when there was none, or when it never came.</summary>
public sealed record ExpectationShape(
    string Measure, string? Of, double FromSeconds, double? UntilSeconds, double? AtLeast, double? AtMost, double? Predicted, double? Value, string Text, bool Holds, string Source)
{
    public static ExpectationShape For(Verdict verdict)
    {
        var wanted = verdict.Expectation;
        return new ExpectationShape(
            wanted.Measure.Name(), wanted.Of, wanted.From.TotalSeconds, wanted.Until?.TotalSeconds, wanted.AtLeast, wanted.AtMost, wanted.Predicted,
            Number.OrNull(verdict.Value), verdict.ValueText, verdict.Holds, wanted.Span.ToString());
    }
}

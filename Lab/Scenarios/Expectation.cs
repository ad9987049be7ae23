using ActorMesh.Hocon.Reading;

namespace ActorMesh.Lab.Scenarios;

/// <summary>What shall come of a run.</summary>
/// <param name="Span">Where it is written.</param>
/// <param name="Of">The service; null: of the load.</param>
/// <param name="Variants">For which variants; empty: for all.</param>
/// <param name="Until">Null: to the end.</param>
/// <param name="AtLeast">In the measure of <see cref="Measures.Kind"/>.</param>
/// <param name="Predicted">What theory says.</param>
public sealed record Expectation(
    SourceSpan Span, Measure Measure, string? Of, IReadOnlyList<string> Variants, TimeSpan From, TimeSpan? Until, double? AtLeast, double? AtMost,
    double? Predicted)
{
    public bool IsFor(string variant) => Variants.Count == 0 || Variants.Contains(variant, StringComparer.Ordinal);

    public bool Holds(double value) => !(value < AtLeast) && !(value > AtMost) && !double.IsNaN(value);
}

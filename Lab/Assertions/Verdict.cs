using ActorMesh.Lab.Scenarios;

namespace ActorMesh.Lab.Assertions;

/// <summary>What was expected and what came.</summary>
/// <param name="Value">See <see cref="Measurement.Of"/>.</param>
public sealed record Verdict(Expectation Expectation, double Value)
{
    public bool Holds => Expectation.Holds(Value);

    /// <summary>As in <c>98.2%</c>.</summary>
    public string ValueText => Expectation.Measure.Kind().Text(Value);

    /// <summary>As in <c>at most 2.6x</c>.</summary>
    public string Wanted
    {
        get
        {
            var kind = Expectation.Measure.Kind();
            return (Expectation.AtLeast, Expectation.AtMost) switch
            {
                ({ } least, { } most) when least == most => $"exactly {kind.Text(most)}",
                ({ } least, { } most) => $"{kind.Text(least)} to {kind.Text(most)}",
                ({ } least, null) => $"at least {kind.Text(least)}",
                (null, { } most) => $"at most {kind.Text(most)}",
                _ => "",
            };
        }
    }

    /// <summary>As in <c>amplification of stock, 20s..60s</c>.</summary>
    public string What
    {
        get
        {
            var of = Expectation.Of is { } service ? $" of {service}" : "";
            return $"{Expectation.Measure.Name().Replace('-', ' ')}{of}{WindowText()}";
        }
    }

    private string WindowText()
    {
        var (from, until) = (Expectation.From, Expectation.Until);
        if (until is null) return from == TimeSpan.Zero ? "" : $" from {MeasureKind.Duration.Text(from.TotalSeconds)}";
        return $" {MeasureKind.Duration.Text(from.TotalSeconds)}..{MeasureKind.Duration.Text(until.Value.TotalSeconds)}";
    }
}

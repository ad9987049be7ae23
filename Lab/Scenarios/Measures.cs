using System.Globalization;
using ActorMesh.Hocon.Mesh.Values;

namespace ActorMesh.Lab.Scenarios;

/// <summary>Names, kinds and texts of measures.</summary>
public static class Measures
{
    private static readonly Dictionary<string, Measure> ByName = Enum.GetValues<Measure>().ToDictionary(Name, StringComparer.Ordinal);

    /// <summary>As it is written: <c>refused-retries</c>.</summary>
    public static string Name(this Measure measure)
    {
        var words = string.Concat(measure.ToString().Select((letter, at) => at > 0 && char.IsAsciiLetterUpper(letter) ? $"-{letter}" : $"{letter}"));
        return words.ToLowerInvariant();
    }

    public static Measure Named(string name) => ByName[name];

    public static MeasureKind Kind(this Measure measure) => measure switch
    {
        Measure.Success => MeasureKind.Share,
        Measure.Amplification => MeasureKind.Factor,
        Measure.P50 or Measure.P90 or Measure.P99 or Measure.P999 or Measure.TimeToOpen or Measure.TimeToClose or Measure.Recovery => MeasureKind.Duration,
        _ => MeasureKind.Count,
    };

    /// <summary>Whether it is of a service, never of the load.</summary>
    public static bool NeedsService(this Measure measure) => measure is not (Measure.Success or Measure.P50 or Measure.P90 or Measure.P99 or Measure.P999 or Measure.Recovery);

    /// <summary>Whether it may be of a service.</summary>
    public static bool TakesService(this Measure measure) => measure is not (Measure.Success or Measure.Recovery);

    /// <summary>The share of durations that a percentile is about; null for what is none.</summary>
    public static double? Quantile(this Measure measure) => measure switch
    {
        Measure.P50 => 0.5,
        Measure.P90 => 0.9,
        Measure.P99 => 0.99,
        Measure.P999 => 0.999,
        _ => null,
    };

    /// <param name="problem">What is wrong and what to write instead; empty when all is well.</param>
    public static bool TryParse(this MeasureKind kind, string text, out double value, out string problem)
    {
        switch (kind)
        {
            case MeasureKind.Share:
                return ShareText.TryParse(text, out value, out problem);
            case MeasureKind.Duration:
                var isDuration = DurationText.TryParse(text, out var duration, out problem);
                value = duration.TotalSeconds;
                return isDuration;
            default:
                var digits = kind == MeasureKind.Factor && text.EndsWith('x') ? text[..^1] : text;
                var isNumber = double.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out value);
                problem = isNumber ? "" : $"'{text}' is no number; write it like {(kind == MeasureKind.Factor ? "2.6" : "5")}";
                return isNumber;
        }
    }

    /// <summary>For people. Infinity is a time that never came.</summary>
    public static string Text(this MeasureKind kind, double value)
    {
        if (double.IsPositiveInfinity(value)) return kind == MeasureKind.Duration ? "never" : "without end";
        if (double.IsNaN(value)) return "none";
        if (value == 0 && kind == MeasureKind.Duration) return "0s";
        return kind switch
        {
            MeasureKind.Share => Invariant($"{Floor(value * 100, 2):0.##}%"),
            MeasureKind.Factor => Invariant($"{value:0.##}x"),
            MeasureKind.Duration => value >= 10 ? Invariant($"{value:0.#}s") : value >= 1 ? Invariant($"{value:0.##}s") : value >= 0.01 ? Invariant($"{value * 1000:0}ms") : Invariant($"{value * 1000:0.##}ms"),
            _ => Invariant($"{value:#,0}"),
        };
    }

    /// <summary>99.999 % is not 100 %.</summary>
    private static double Floor(double value, int decimals) => Math.Floor(Math.Round(value * Math.Pow(10, decimals), 6)) / Math.Pow(10, decimals);

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

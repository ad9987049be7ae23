using System.Globalization;

namespace ActorMesh.Cli.Values;

/// <summary>Rates as people write them: <c>50/s</c>, <c>5/m</c>, <c>100/h</c>. The unit is required.</summary>
internal static class RateText
{
    private const decimal PerSecondMax = 100_000;

    private static readonly (string Unit, decimal Seconds)[] Units = [("/s", 1), ("/m", 60), ("/h", 3600)];

    /// <param name="perSecond">More than 0, at most 100,000.</param>
    /// <param name="problem">What is wrong and what to write instead; empty when all is well.</param>
    public static bool TryParse(string text, out double perSecond, out string problem)
    {
        perSecond = 0;
        problem = "";
        var (unit, seconds) = Array.Find(Units, known => text.EndsWith(known.Unit, StringComparison.Ordinal));
        if (unit is null)
            problem = $"rate '{text}' has no unit; write it like 50/s or 5/m";
        else if (!decimal.TryParse(text.AsSpan(0, text.Length - unit.Length), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var count))
            problem = $"rate '{text}' does not start with a number; write it like 50/s or 5/m";
        else if (count <= 0 || count / seconds > PerSecondMax)
            problem = $"rate '{text}' is not over 0 and at most {PerSecondMax}/s";
        else
            perSecond = (double)(count / seconds);
        return problem.Length == 0;
    }

    /// <summary>In the unit in which it is shortest: <c>50/s</c>, <c>5/m</c>.</summary>
    public static string Of(double perSecond)
    {
        var (unit, seconds) = Array.Find(Units, known => (decimal)perSecond * known.Seconds >= 1);
        return string.Create(CultureInfo.InvariantCulture, $"{(decimal)perSecond * (unit is null ? 3600 : seconds):0.###}{unit ?? "/h"}");
    }
}

using System.Buffers;
using System.Globalization;

namespace ActorMesh.Cli.Values;

/// <summary>Durations as people write them: a number and a unit, as in <c>250ms</c>, <c>1.5s</c>, <c>2m</c>.</summary>
/// <remarks>The unit is never guessed: <c>5</c> means seconds to one reader and milliseconds to the next.</remarks>
internal static class DurationText
{
    private static readonly SearchValues<char> NumberCharacters = SearchValues.Create("0123456789.");

    private static readonly (string Unit, long Ticks)[] Units =
    [
        ("us", TimeSpan.TicksPerMicrosecond),
        ("ms", TimeSpan.TicksPerMillisecond),
        ("s", TimeSpan.TicksPerSecond),
        ("m", TimeSpan.TicksPerMinute),
        ("h", TimeSpan.TicksPerHour),
        ("d", TimeSpan.TicksPerDay),
    ];

    /// <param name="text">Zero or more; at most 10,000 days.</param>
    /// <param name="problem">What is wrong and what to write instead; empty when all is well.</param>
    public static bool TryParse(string text, out TimeSpan duration, out string problem)
    {
        duration = default;
        problem = "";
        var digits = text.AsSpan().IndexOfAnyExcept(NumberCharacters);
        var number = digits < 0 ? text : text[..digits];
        var unit = digits < 0 ? "" : text[digits..].Trim();
        if (!decimal.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value))
            problem = $"duration '{text}' does not start with a number; write it like 500ms, 2s or 1m";
        else if (unit.Length == 0)
            problem = $"duration '{text}' has no unit; write {text}s or {text}ms";
        else if (Array.Find(Units, known => known.Unit == unit) is not { Ticks: > 0 } known)
            problem = $"duration '{text}' has the unknown unit '{unit}'; units are us, ms, s, m, h and d";
        else if (value > TimeSpan.FromDays(10_000).Ticks / (decimal)known.Ticks)
            problem = $"duration '{text}' is more than 10000d";
        else
            duration = new TimeSpan((long)(value * known.Ticks));
        return problem.Length == 0;
    }

    /// <summary>In the largest unit that needs no fraction: <c>1500ms</c>, <c>2s</c>. What it writes reads back as the same.</summary>
    public static string Of(TimeSpan duration)
    {
        if (duration == TimeSpan.Zero) return "0s";
        var (unit, ticks) = Array.FindLast(Units, known => duration.Ticks % known.Ticks == 0);
        return ticks == 0
            ? string.Create(CultureInfo.InvariantCulture, $"{duration.Ticks / 10m}us")
            : string.Create(CultureInfo.InvariantCulture, $"{duration.Ticks / ticks}{unit}");
    }
}

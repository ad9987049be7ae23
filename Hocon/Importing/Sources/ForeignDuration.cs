using System.Buffers;
using System.Globalization;

namespace ActorMesh.Hocon.Importing.Sources;

/// <summary>Durations as Kubernetes and Istio write them: numbers with units, one after the other, as in <c>1h30m</c> or <c>0.25s</c>.</summary>
/// <remarks>Source: Go, package time, ParseDuration; Gateway API GEP-2257, which allows a part of that.</remarks>
internal static class ForeignDuration
{
    private const int LengthMax = 40;

    private static readonly SearchValues<char> NumberCharacters = SearchValues.Create("0123456789.");

    /// <returns>Null when the text is no duration, is negative, or is longer than 10,000 days.</returns>
    public static TimeSpan? Parse(string text)
    {
        if (text == "0") return TimeSpan.Zero;
        if (text.Length is 0 or > LengthMax) return null;
        var ticks = 0m;
        for (var rest = text.AsSpan(); rest.Length > 0;)
        {
            var unitAt = rest.IndexOfAnyExcept(NumberCharacters);
            if (unitAt <= 0 || !decimal.TryParse(rest[..unitAt], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)) return null;
            rest = rest[unitAt..];
            var unitLength = rest.IndexOfAny(NumberCharacters) is var next && next < 0 ? rest.Length : next;
            if (TicksOf(rest[..unitLength]) is not { } unit || number > 1_000_000_000_000) return null;
            ticks += number * unit;
            rest = rest[unitLength..];
        }

        return ticks <= TimeSpan.FromDays(10_000).Ticks ? new TimeSpan((long)ticks) : null;
    }

    private static decimal? TicksOf(ReadOnlySpan<char> unit) => unit switch
    {
        "ns" => 0.01m,
        "us" or "µs" => TimeSpan.TicksPerMicrosecond,
        "ms" => TimeSpan.TicksPerMillisecond,
        "s" => TimeSpan.TicksPerSecond,
        "m" => TimeSpan.TicksPerMinute,
        "h" => TimeSpan.TicksPerHour,
        _ => null,
    };
}

using System.Globalization;

namespace ActorMesh.Cli.Values;

/// <summary>How long ago, for people: <c>12s</c>, <c>4m</c>, <c>23h41m</c>, <c>3d</c>.</summary>
internal static class AgeText
{
    public static string Of(TimeSpan age) => age switch
    {
        { Ticks: < 0 } => "0s",
        { TotalMinutes: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{(int)age.TotalSeconds}s"),
        { TotalHours: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{(int)age.TotalMinutes}m"),
        { TotalDays: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{(int)age.TotalHours}h{age.Minutes:00}m"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{(int)age.TotalDays}d"),
    };
}

using System.Globalization;

namespace ActorMesh.Hocon.Importing.Writing;

/// <summary>Durations, shares, rates and sizes as the mesh language writes them.</summary>
internal static class Words
{
    private static readonly (string Unit, long Ticks)[] Units =
    [
        ("us", TimeSpan.TicksPerMicrosecond),
        ("ms", TimeSpan.TicksPerMillisecond),
        ("s", TimeSpan.TicksPerSecond),
        ("m", TimeSpan.TicksPerMinute),
        ("h", TimeSpan.TicksPerHour),
        ("d", TimeSpan.TicksPerDay),
    ];

    private static readonly (string Unit, long Bytes)[] Sizes = [("MiB", 1 << 20), ("KiB", 1 << 10), ("MB", 1_000_000), ("kB", 1_000)];

    /// <summary>In the largest unit that needs no fraction.</summary>
    public static string Duration(TimeSpan duration)
    {
        if (duration == TimeSpan.Zero) return "0s";
        var (unit, ticks) = Array.FindLast(Units, known => duration.Ticks % known.Ticks == 0);
        return ticks == 0 ? string.Create(CultureInfo.InvariantCulture, $"{duration.Ticks / 10m}us") : $"{duration.Ticks / ticks}{unit}";
    }

    /// <param name="percent">0..100.</param>
    public static string Percent(decimal percent) => string.Create(CultureInfo.InvariantCulture, $"{percent:0.######}%");

    /// <param name="perSecond">More than 0.</param>
    public static string Rate(decimal perSecond)
    {
        if (decimal.Floor(perSecond) == perSecond) return string.Create(CultureInfo.InvariantCulture, $"{perSecond:0}/s");
        var perMinute = decimal.Round(perSecond * 60, 6);
        return decimal.Floor(perMinute) == perMinute
            ? string.Create(CultureInfo.InvariantCulture, $"{perMinute:0}/m")
            : string.Create(CultureInfo.InvariantCulture, $"{perSecond:0.######}/s");
    }

    public static string Bytes(long bytes)
    {
        var (unit, size) = Array.Find(Sizes, known => bytes > 0 && bytes % known.Bytes == 0);
        return size == 0 ? $"{bytes}B" : $"{bytes / size}{unit}";
    }

    public static string Fraction(decimal number) => number.ToString("0.######", CultureInfo.InvariantCulture);

    public static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}

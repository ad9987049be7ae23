using System.Globalization;

namespace ActorMesh.Hocon.Findings;

/// <summary>Writes numbers as a mesh file does, so that what a message says can be copied into it.</summary>
internal static class Amount
{
    private const double Countless = 1e9;

    /// <summary><c>700ms</c>, <c>10s</c>, <c>1.5s</c> never: 1500ms.</summary>
    public static string Of(TimeSpan time)
    {
        var microseconds = time.Ticks / TimeSpan.TicksPerMicrosecond;
        (long Size, string Unit) unit = Math.Abs(microseconds) switch
        {
            var all when all % 1000 != 0 => (1, "us"),
            var all when all % 1_000_000 != 0 || all == 0 => (1000, "ms"),
            var all when all < 120_000_000 || all % 60_000_000 != 0 => (1_000_000, "s"),
            var all when all < 7_200_000_000 || all % 3_600_000_000 != 0 => (60_000_000, "m"),
            var all when all < 172_800_000_000 || all % 86_400_000_000 != 0 => (3_600_000_000, "h"),
            _ => (86_400_000_000, "d"),
        };
        return string.Create(CultureInfo.InvariantCulture, $"{microseconds / unit.Size}{unit.Unit}");
    }

    public static string Of(TimeSpan? time) => time is { } bounded ? Of(bounded) : "no bound";

    /// <param name="share">0..1.</param>
    public static string Share(double share) => string.Create(CultureInfo.InvariantCulture, $"{share * 100:0.##}%");

    public static string PerSecond(double rate) => string.Create(CultureInfo.InvariantCulture, $"{rate:0.###}/s");

    /// <summary>A factor or a count: <c>27</c>, <c>1.73</c>.</summary>
    public static string Times(double times) =>
        times > Countless ? "more than 1,000,000,000" : times.ToString(times >= 100 ? "#,0" : "0.##", CultureInfo.InvariantCulture);

    public static string Bytes(long bytes) => bytes switch
    {
        >= 1 << 20 when bytes % (1 << 20) == 0 => string.Create(CultureInfo.InvariantCulture, $"{bytes >> 20}MiB"),
        >= 1 << 10 when bytes % (1 << 10) == 0 => string.Create(CultureInfo.InvariantCulture, $"{bytes >> 10}KiB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes}B"),
    };
}

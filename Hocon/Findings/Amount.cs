using System.Globalization;
using ActorMesh.Hocon.Mesh.Values;

namespace ActorMesh.Hocon.Findings;

/// <summary>Writes numbers as a mesh file does, so that what a message says can be copied into it.</summary>
internal static class Amount
{
    private const double Countless = 1e9;

    public static string Of(TimeSpan time) => DurationText.Of(time);

    public static string Of(TimeSpan? time) => time is { } bounded ? Of(bounded) : "no bound";

    /// <param name="share">0..1; shown with two decimals at most.</param>
    public static string Share(double share) => string.Create(CultureInfo.InvariantCulture, $"{share * 100:0.##}%");

    /// <summary>In the unit that needs no fraction: <c>50/s</c>, <c>10/m</c>.</summary>
    /// <param name="perSecond">Requests per second.</param>
    public static string Rate(double perSecond)
    {
        foreach (var (seconds, unit) in (ReadOnlySpan<(int, string)>)[(1, "s"), (60, "m"), (3600, "h")])
            if (Math.Abs((perSecond * seconds) - Math.Round(perSecond * seconds)) < 1e-6)
                return string.Create(CultureInfo.InvariantCulture, $"{perSecond * seconds:0}/{unit}");
        return string.Create(CultureInfo.InvariantCulture, $"{perSecond:0.##}/s");
    }

    /// <summary>A factor or a count: <c>27</c>, <c>1.73</c>, <c>1,000</c>.</summary>
    public static string Times(double times) =>
        times > Countless ? "more than 1,000,000,000" : times.ToString(times >= 100 ? "#,0" : "0.##", CultureInfo.InvariantCulture);

    public static string Bytes(long bytes) => Quantity.Size.Text(bytes);
}

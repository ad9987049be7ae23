using System.Text;

namespace ActorMesh.Cli.Lab;

/// <summary>A row of bars, one character each.</summary>
internal static class SparkLine
{
    private const string Bars = "▁▂▃▄▅▆▇█";

    /// <param name="values">NaN is no bar.</param>
    /// <param name="highest">What the highest bar stands for.</param>
    public static string Of(IEnumerable<double> values, double highest)
    {
        var line = new StringBuilder();
        foreach (var value in values) line.Append(double.IsNaN(value) ? ' ' : Bars[Bar(highest > 0 ? value / highest : 0)]);
        return line.ToString();
    }

    /// <summary>Only nothing is the lowest, and only all is the highest.</summary>
    private static int Bar(double share) => share switch
    {
        <= 0 => 0,
        >= 1 => Bars.Length - 1,
        _ => 1 + (int)(share * (Bars.Length - 2)),
    };
}

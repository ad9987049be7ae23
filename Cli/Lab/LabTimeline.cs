using ActorMesh.Cli.Output;
using ActorMesh.Lab.Measuring;
using ActorMesh.Lab.Scenarios;

namespace ActorMesh.Cli.Lab;

/// <summary>How a run went over time: a line of bars for each variant.</summary>
internal static class LabTimeline
{
    private const int WidthMax = 60;

    public static void Write(IReadOnlyList<RunRecord> runs, TextWriter writer)
    {
        var seconds = runs.Max(run => run.Seconds);
        if (seconds < 2) return;
        var step = (seconds + WidthMax - 1) / WidthMax;
        Write("success", runs, writer, run => Steps(run, step, (from, until) => run.Load.Success(from, until)), _ => 1, _ => "");
        // Logarithmic: what matters is how many times as long it takes.
        Write("p99", runs, writer, run => Steps(run, step, (from, until) => Logarithm(run.Load.Durations.Quantile(0.99, from, until))), Highest, all => $"up to {MeasureKind.Duration.Text(Math.Pow(10, all) / 1000)}, logarithmic");
        Write("attempts", runs, writer, run => Steps(run, step, (from, until) => run.Services.Sum(service => service.Attempts.Sum(from, until)) / (until - from).TotalSeconds), Highest, all => $"a second, up to {MeasureKind.Count.Text(all)}");
        WriteAxis(seconds, step, runs.Max(run => LabText.NameOf(run).Length) + 4, writer);
    }

    private static void Write(
        string what, IReadOnlyList<RunRecord> runs, TextWriter writer, Func<RunRecord, IReadOnlyList<double>> series, Func<IEnumerable<double>, double> scale, Func<double, string> scaleText)
    {
        var values = runs.Select(series).ToList();
        var highest = scale(values.SelectMany(one => one));
        writer.WriteLine();
        writer.WriteLine($"{what}{(scaleText(highest) is { Length: > 0 } text ? $" {text}" : "")}");
        var table = new TextTable();
        foreach (var (run, bars) in runs.Zip(values)) table.Add(LabText.NameOf(run), SparkLine.Of(bars, highest));
        table.Write(writer, "  ");
    }

    private static List<double> Steps(RunRecord run, int step, Func<TimeSpan, TimeSpan, double> value) =>
        [.. Enumerable.Range(0, (run.Seconds + step - 1) / step).Select(at => value(TimeSpan.FromSeconds(at * step), TimeSpan.FromSeconds((at + 1) * step)))];

    /// <summary>Of milliseconds, to the base of ten; 0 below one.</summary>
    private static double Logarithm(TimeSpan? time) => time is { } known ? Math.Max(0, Math.Log10(Math.Max(known.TotalMilliseconds, 1))) : double.NaN;

    private static double Highest(IEnumerable<double> values) => values.Where(double.IsFinite).DefaultIfEmpty().Max();

    private static void WriteAxis(int seconds, int step, int indent, TextWriter writer)
    {
        var columns = (seconds + step - 1) / step;
        var end = $"{seconds}s";
        writer.WriteLine($"{new string(' ', indent)}0s{new string(' ', Math.Max(1, columns - 2 - end.Length))}{end}");
    }
}

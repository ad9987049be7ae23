using ActorMesh.Lab.Assertions;
using ActorMesh.Lab.Measuring;
using ActorMesh.Lab.Scenarios;

namespace ActorMesh.Lab.Charts;

/// <summary>Charts of a run and its verdict as one SVG. Same run, same text.</summary>
public static class SvgReport
{
    private const double Width = 960, Left = 80, ChartWidth = 850, ChartHeight = 130, Step = 200, FirstTop = 110, RowHeight = 20;

    public static string Of(Scenario scenario, IReadOnlyList<RunRecord> runs)
    {
        var svg = new SvgWriter();
        svg.Text(Left, 36, $"{scenario.Name}: {scenario.Title}", "title");
        DrawLegend(svg, runs);
        var top = FirstTop;
        foreach (var chart in Charts(runs))
        {
            chart(svg, new Frame(Left, top, ChartWidth, ChartHeight));
            top += Step;
        }
        var height = DrawVerdicts(svg, runs, top - 10);
        return svg.Document(Width, height, $"{scenario.Name}: {scenario.Title}");
    }

    private static IEnumerable<Action<SvgWriter, Frame>> Charts(IReadOnlyList<RunRecord> runs)
    {
        var services = runs[0].Services.Where(service => runs.Any(run => run.Service(service.Name).Attempts.Total > 0)).Select(service => service.Name).ToList();
        if (services.Count > 0) yield return new BarChart(runs, services).Draw;
        yield return new LineChart("success", MeasureKind.Share, runs, run => PerSecond(run, (from, until) => run.Load.Success(from, until)), _ => Scale.Share).Draw;
        yield return new LineChart(
            "99th percentile", MeasureKind.Duration, runs, run => PerSecond(run, (from, until) => run.Load.Durations.Quantile(0.99, from, until)?.TotalSeconds ?? double.NaN),
            values => Scale.Logarithmic(values, 0.001)).Draw;
        yield return new LineChart(
            "attempts a second, all services", MeasureKind.Count, runs, run => PerSecond(run, (from, until) => run.Services.Sum(service => service.Attempts.Sum(from, until))),
            Scale.Linear).Draw;
    }

    private static List<double> PerSecond(RunRecord run, Func<TimeSpan, TimeSpan, double> value) =>
        [.. Enumerable.Range(0, run.Seconds).Select(second => value(TimeSpan.FromSeconds(second), TimeSpan.FromSeconds(second + 1)))];

    private static void DrawLegend(SvgWriter svg, IReadOnlyList<RunRecord> runs)
    {
        var x = Left;
        foreach (var (number, run) in runs.Index())
        {
            if (run.Variant.Name.Length == 0) continue;
            svg.Box(x, 52, 12, 12, "bar", SvgStyle.Colour(number));
            svg.Text(x + 18, 62, run.Variant.Name);
            x += 40 + run.Variant.Name.Length * 7;
        }
    }

    /// <returns>Where the page ends.</returns>
    private static double DrawVerdicts(SvgWriter svg, IReadOnlyList<RunRecord> runs, double top)
    {
        var y = top;
        foreach (var run in runs)
        foreach (var verdict in Verdicts.Of(run))
        {
            svg.Text(Left, y, verdict.Holds ? "ok" : "FAIL", verdict.Holds ? "good" : "bad");
            svg.Text(Left + 50, y, run.Variant.Name);
            svg.Text(Left + 200, y, verdict.What);
            svg.Text(Left + 500, y, verdict.ValueText);
            svg.Text(Left + 590, y, verdict.Wanted, "quiet");
            y += RowHeight;
        }
        return y + 10;
    }
}

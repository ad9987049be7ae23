using ActorMesh.Lab.Measuring;
using ActorMesh.Lab.Scenarios;

namespace ActorMesh.Lab.Charts;

/// <summary>One number over time, a curve for each variant, and behind them the times in which something is wrong.</summary>
internal sealed class LineChart(string title, MeasureKind kind, IReadOnlyList<RunRecord> runs, Func<RunRecord, IReadOnlyList<double>> series, Func<IEnumerable<double>, Scale> scale)
{
    private const int TimeMarks = 6;

    public void Draw(SvgWriter svg, Frame frame)
    {
        var curves = runs.Select(series).ToList();
        var axis = scale(curves.SelectMany(curve => curve));
        var seconds = Math.Max(runs.Max(run => run.Seconds), 1);
        DrawFaults(svg, frame, seconds);
        frame.DrawAxis(svg, title, axis, kind);
        DrawTime(svg, frame, seconds);
        foreach (var (number, curve) in curves.Index())
        {
            // Each second is drawn at its middle; a second without a value breaks nothing, the curve goes on to the next.
            var points = curve.Index().Where(point => !double.IsNaN(point.Item)).Select(point => (frame.Left + (point.Index + 0.5) / seconds * frame.Width, frame.Y(axis, point.Item)));
            svg.Curve(points, SvgStyle.Colour(number));
        }
    }

    private void DrawFaults(SvgWriter svg, Frame frame, int seconds)
    {
        foreach (var fault in runs[0].Variant.Timeline)
        {
            var from = fault.From.TotalSeconds / seconds;
            var until = Math.Min(1, (fault.Until ?? (fault.Burst > 0 ? fault.From : runs[0].Variant.Duration)).TotalSeconds / seconds);
            if (from < 1) svg.Box(frame.Left + from * frame.Width, frame.Top, Math.Max(until - from, 0.002) * frame.Width, frame.Height, "fault");
        }
    }

    private static void DrawTime(SvgWriter svg, Frame frame, int seconds)
    {
        var step = Math.Max(1, (int)Math.Ceiling((double)seconds / TimeMarks));
        for (var second = 0; second <= seconds; second += step)
            svg.Text(frame.Left + (double)second / seconds * frame.Width, frame.Bottom + 16, $"{second}s", "quiet", "middle");
    }
}

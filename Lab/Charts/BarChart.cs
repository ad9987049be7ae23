using ActorMesh.Lab.Measuring;
using ActorMesh.Lab.Scenarios;

namespace ActorMesh.Lab.Charts;

/// <summary>Attempts for each request: a group of bars for each service, one for each variant, on a logarithmic axis.</summary>
internal sealed class BarChart(IReadOnlyList<RunRecord> runs, IReadOnlyList<string> services)
{
    /// <summary>Less than one attempt for each request is drawn from here.</summary>
    private const double Least = 0.1;

    /// <summary>Keeps the foot of the axis below one attempt, which would have no bar otherwise.</summary>
    private const double Foot = 0.5;

    public void Draw(SvgWriter svg, Frame frame)
    {
        var axis = Scale.Logarithmic(runs.SelectMany(run => services.Select(service => run.Amplification(service))).Append(Foot), Least);
        frame.DrawAxis(svg, "attempts for each request", axis, MeasureKind.Factor);
        var group = frame.Width / services.Count;
        var bar = Math.Min(40, group * 0.8 / runs.Count);
        foreach (var (place, service) in services.Index())
        {
            var middle = frame.Left + (place + 0.5) * group;
            svg.Text(middle, frame.Bottom + 16, service, "quiet", "middle");
            foreach (var (number, run) in runs.Index())
            {
                var value = run.Amplification(service);
                var (x, y) = (middle + (number - runs.Count / 2.0) * bar, frame.Y(axis, value));
                svg.Box(x + 1, y, bar - 2, frame.Bottom - y, "bar", SvgStyle.Colour(number));
                svg.Text(x + bar / 2, y - 3, MeasureKind.Factor.Text(value), "quiet", "middle");
            }
        }
    }
}

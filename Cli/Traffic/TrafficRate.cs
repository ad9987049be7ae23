using ActorMesh.Hocon.Mesh.Values;

namespace ActorMesh.Cli.Traffic;

/// <summary>How much load is wanted: <c>50/s</c>, <c>5/m</c>, or <c>off</c>.</summary>
/// <param name="PerSecond">0 for off.</param>
internal sealed record TrafficRate(double PerSecond)
{
    public static readonly TrafficRate Off = new(0), Usual = new(10);

    private const double PerSecondMax = 10_000;
    private const int SecondsPerHour = 3600;

    /// <param name="problem">What is wrong and what to write instead; empty when all is well.</param>
    public static TrafficRate? Parse(string text, out string problem)
    {
        problem = "";
        if (text == "off") return Off;
        problem = Quantity.Rate.Parse(text, out var perHour)?.ToString() ?? "";
        var rate = new TrafficRate((double)(perHour / SecondsPerHour));
        if (problem.Length == 0 && rate.PerSecond is 0 or > PerSecondMax) problem = $"rate '{text}' is not over 0 and at most {PerSecondMax}/s; off sends nothing";
        return problem.Length == 0 ? rate : null;
    }

    public override string ToString() => PerSecond == 0 ? "off" : Quantity.Rate.Text(Math.Round((decimal)PerSecond * SecondsPerHour, 6));
}

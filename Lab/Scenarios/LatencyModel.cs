using ActorMesh.DataPlane.Clusters.Balancing;

namespace ActorMesh.Lab.Scenarios;

/// <summary>How long the work for an answer takes.</summary>
/// <param name="Typical">The value of constant, the middle of uniform, the mean of exponential, the median of lognormal.</param>
/// <param name="Spread">Of uniform: how far it goes either way, 0..1 of the middle.</param>
/// <param name="P99">Of lognormal.</param>
public sealed record LatencyModel(LatencyShape Shape, TimeSpan Typical, double Spread, TimeSpan P99)
{
    public static readonly LatencyModel None = new(LatencyShape.Constant, TimeSpan.Zero, 0, TimeSpan.Zero);

    /// <summary>The 99th percentile of the standard normal distribution.</summary>
    private const double NormalP99 = 2.3263478740408408;

    private readonly double _sigma = Typical > TimeSpan.Zero && P99 > Typical ? Math.Log(P99 / Typical) / NormalP99 : 0;

    /// <summary>The mean of many.</summary>
    public TimeSpan Mean => Shape == LatencyShape.Lognormal ? Typical * Math.Exp(_sigma * _sigma / 2) : Typical;

    public TimeSpan Draw(FastRandom random) => Shape switch
    {
        LatencyShape.Uniform => Typical * (1 + Spread * (2 * random.NextFraction() - 1)),
        LatencyShape.Exponential => Typical * Exponential(random),
        LatencyShape.Lognormal => Typical * Math.Exp(_sigma * Normal(random)),
        _ => Typical,
    };

    /// <summary>Of mean 1.</summary>
    public static double Exponential(FastRandom random) => -Math.Log(1 - random.NextFraction());

    /// <remarks>Source: Box and Muller, Annals of Mathematical Statistics 29(2), 1958.</remarks>
    private static double Normal(FastRandom random)
    {
        var radius = Math.Sqrt(2 * Exponential(random));
        return radius * Math.Cos(2 * Math.PI * random.NextFraction());
    }
}

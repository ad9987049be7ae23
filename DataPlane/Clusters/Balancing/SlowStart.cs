namespace ActorMesh.DataPlane.Clusters.Balancing;

/// <summary>How a fresh endpoint's weight grows until it counts in full. For round robin and least request.</summary>
/// <param name="Window">How long it grows; zero turns slow start off.</param>
/// <remarks>
/// The scale is relative: endpoints that all start together share traffic as if none were warming up.
/// Source: envoy.config.cluster.v3.Cluster.SlowStartConfig.
/// </remarks>
public sealed record SlowStart(TimeSpan Window)
{
    private const int StepsPerWindow = 20;

    private static readonly TimeSpan StepMin = TimeSpan.FromMilliseconds(100);

    /// <summary>1 grows linearly; above 1 gives more early, below 1 gives less early. Above 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">0 or less.</exception>
    public double Aggression
    {
        get;
        init => field = value > 0
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, $"{nameof(Aggression)}: expected more than 0");
    } = 1.0;

    /// <summary>Percent of the weight an endpoint starts with, 1..100, so that it sees some traffic from the first moment.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Outside that range.</exception>
    public int WeightPercentMin
    {
        get;
        init => field = value is >= 1 and <= 100
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, $"{nameof(WeightPercentMin)}: expected 1..100");
    } = 10;

    /// <summary>How often weights are made to grow.</summary>
    public TimeSpan Step => Window / StepsPerWindow > StepMin ? Window / StepsPerWindow : StepMin;

    /// <summary>Percent of its weight that counts when the endpoint has been in service for <paramref name="elapsed"/>: 1..100.</summary>
    public int WarmthPercentAfter(TimeSpan elapsed)
    {
        if (elapsed >= Window) return 100;
        var served = Math.Max(elapsed.TotalMilliseconds, 1.0) / Window.TotalMilliseconds;
        var grown = (int)(100 * Math.Pow(served, 1 / Aggression));
        return Math.Clamp(grown, WeightPercentMin, 100);
    }
}

using ActorMesh.Lab.Measuring;

namespace ActorMesh.Lab.Json;

/// <summary>Percentiles in milliseconds.</summary>
public sealed record LatencyShape(double? P50, double? P90, double? P99, double? P999)
{
    public static LatencyShape Of(DurationSeries durations) => new(
        Number.Milliseconds(durations.Quantile(0.5)), Number.Milliseconds(durations.Quantile(0.9)), Number.Milliseconds(durations.Quantile(0.99)),
        Number.Milliseconds(durations.Quantile(0.999)));
}

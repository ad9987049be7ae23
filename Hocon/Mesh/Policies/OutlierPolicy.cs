namespace ActorMesh.Hocon.Mesh.Policies;

/// <summary>Ejects the one bad replica.</summary>
/// <param name="ConsecutiveLocal">Requests without an answer in a row; null: they count as answers.</param>
/// <param name="SuccessRate">Null: off.</param>
/// <param name="FailurePercentage">Null: off.</param>
/// <param name="Jitter">Up to so much is added to an ejection.</param>
/// <param name="MaxEjected">0..1 of the replicas.</param>
public sealed record OutlierPolicy(
    Setting<int> Consecutive5xx,
    Setting<int> ConsecutiveGateway,
    Setting<int?> ConsecutiveLocal,
    SuccessRatePolicy? SuccessRate,
    FailurePercentagePolicy? FailurePercentage,
    Setting<TimeSpan> Interval,
    Setting<TimeSpan> BaseEjection,
    Setting<TimeSpan> MaxEjection,
    Setting<TimeSpan> Jitter,
    Setting<double> MaxEjected,
    Setting<bool> AlwaysKeepOne)
{
    internal static OutlierPolicy? Read(Layers layers) => layers.IsOn
        ? new(
            layers.Count("consecutive-5xx"), layers.Count("consecutive-gateway"), layers.CountOrOff("consecutive-local"),
            SuccessRatePolicy.Read(layers.Section("success-rate")), FailurePercentagePolicy.Read(layers.Section("failure-percentage")),
            layers.Duration("interval"), layers.Duration("base-ejection"), layers.Duration("max-ejection"), layers.Duration("jitter"),
            layers.Share("max-ejected"), layers.Switch("always-keep-one"))
        : null;
}

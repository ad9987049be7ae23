namespace ActorMesh.Hocon.Mesh.Policies;

/// <summary>Ejects the one bad replica.</summary>
/// <param name="MaxEjected">0..1 of the replicas.</param>
public sealed record OutlierPolicy(
    Setting<int> Consecutive5xx,
    Setting<int> ConsecutiveGateway,
    Setting<TimeSpan> Interval,
    Setting<TimeSpan> BaseEjection,
    Setting<TimeSpan> MaxEjection,
    Setting<double> MaxEjected,
    Setting<bool> AlwaysKeepOne)
{
    internal static OutlierPolicy? Read(Layers layers) => layers.IsOn
        ? new(
            layers.Count("consecutive-5xx"), layers.Count("consecutive-gateway"), layers.Duration("interval"), layers.Duration("base-ejection"),
            layers.Duration("max-ejection"), layers.Share("max-ejected"), layers.Switch("always-keep-one"))
        : null;
}

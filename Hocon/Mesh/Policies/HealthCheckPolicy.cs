namespace ActorMesh.Hocon.Mesh.Policies;

/// <summary>Asks replicas how they are.</summary>
/// <param name="Healthy">Good answers in a row that heal.</param>
/// <param name="Unhealthy">Bad ones in a row that take out.</param>
/// <param name="Jitter">0..1 of the interval.</param>
public sealed record HealthCheckPolicy(
    Setting<string> Path, Setting<TimeSpan> Interval, Setting<TimeSpan> Timeout, Setting<int> Healthy, Setting<int> Unhealthy, Setting<double> Jitter)
{
    internal static HealthCheckPolicy? Read(Layers layers) => layers.IsOn
        ? new(
            layers.Text("path"), layers.Duration("interval"), layers.Duration("timeout"), layers.Count("healthy"), layers.Count("unhealthy"),
            layers.Share("jitter"))
        : null;
}

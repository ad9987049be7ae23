namespace ActorMesh.Hocon.Mesh.Policies;

/// <summary>Retries as a share of the requests of the window, so that they can't become the outage.</summary>
/// <param name="Ratio">0..1.</param>
/// <param name="MinPerSecond">Retries that are always allowed.</param>
public sealed record RetryBudget(Setting<double> Ratio, Setting<int> MinPerSecond, Setting<TimeSpan> Window)
{
    internal static RetryBudget? Read(Layers layers) => layers.IsOn
        ? new(layers.Share("ratio"), layers.Count("min-per-second"), layers.Duration("window"))
        : null;
}

namespace ActorMesh.Hocon.Mesh.Policies;

/// <summary>How a new endpoint is spared.</summary>
/// <param name="Window">How long; null: not at all.</param>
/// <param name="Aggression">1: its share grows evenly; more: fast at first.</param>
/// <param name="MinShare">0..1 of a full share, to start with.</param>
public sealed record SlowStartPolicy(Setting<TimeSpan?> Window, Setting<double> Aggression, Setting<double> MinShare)
{
    internal static SlowStartPolicy Read(Layers layers) => new(layers.DurationOrOff("window"), layers.Number("aggression"), layers.Share("min-share"));
}

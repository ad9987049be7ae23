namespace ActorMesh.Hocon.Mesh.Policies;

/// <summary>Sends a second copy when the first is slow; the first answer wins.</summary>
/// <param name="Max">Copies beside the first.</param>
public sealed record HedgingPolicy(Setting<TimeSpan> Delay, Setting<int> Max)
{
    internal static HedgingPolicy? Read(Layers layers) => layers.IsOn ? new(layers.Duration("delay"), layers.Count("max")) : null;
}

namespace ActorMesh.Hocon.Mesh.Policies;

/// <summary>Trouble on purpose.</summary>
/// <param name="DelayShare">0..1 of the requests wait.</param>
/// <param name="AbortShare">0..1 of the requests get <paramref name="AbortStatus"/>.</param>
public sealed record FaultPolicy(Setting<double> DelayShare, Setting<TimeSpan> Delay, Setting<double> AbortShare, Setting<int> AbortStatus)
{
    internal static FaultPolicy? Read(Layers layers) => layers.IsOn
        ? new(layers.Share("delay-share"), layers.Duration("delay"), layers.Share("abort-share"), layers.Count("abort-status"))
        : null;
}

namespace ActorMesh.Hocon.Mesh.Policies;

/// <summary>Trouble on purpose.</summary>
/// <param name="DelayShare">0..1 of the requests wait.</param>
/// <param name="AbortShare">0..1 of the requests get <paramref name="AbortStatus"/>.</param>
/// <param name="ByHeader">Only requests that ask for it, and as they ask for it.</param>
/// <param name="MaxActive">Requests in trouble at the same time; null: no bound.</param>
public sealed record FaultPolicy(
    Setting<double> DelayShare,
    Setting<TimeSpan> Delay,
    Setting<double> AbortShare,
    Setting<int> AbortStatus,
    Setting<bool> ByHeader,
    Setting<int?> MaxActive)
{
    internal static FaultPolicy? Read(Layers layers) => layers.IsOn
        ? new(
            layers.Share("delay-share"), layers.Duration("delay"), layers.Share("abort-share"), layers.Count("abort-status"),
            layers.Switch("by-header"), layers.CountOrOff("max-active"))
        : null;
}

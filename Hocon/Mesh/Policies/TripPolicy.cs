namespace ActorMesh.Hocon.Mesh.Policies;

/// <summary>closed -> open -> half-open -> closed.</summary>
/// <param name="FailureRatio">0..1 of the requests of the window.</param>
/// <param name="MinRequests">In the window, before the ratio counts.</param>
/// <param name="Probes">Requests let through when half open.</param>
public sealed record TripPolicy(
    Setting<double> FailureRatio,
    Setting<int> MinRequests,
    Setting<TimeSpan> Window,
    Setting<TimeSpan> OpenFor,
    Setting<TimeSpan> MaxOpenFor,
    Setting<int> Probes)
{
    internal static TripPolicy? Read(Layers layers) => layers.IsOn
        ? new(
            layers.Share("failure-ratio"), layers.Count("min-requests"), layers.Duration("window"), layers.Duration("open-for"),
            layers.Duration("max-open-for"), layers.Count("probes"))
        : null;
}

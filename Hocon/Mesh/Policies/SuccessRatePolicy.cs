namespace ActorMesh.Hocon.Mesh.Policies;

/// <summary>Ejects who succeeds clearly less often than the others.</summary>
/// <param name="StdevFactor">How many standard deviations under the mean.</param>
/// <param name="MinHosts">With enough requests, before it counts.</param>
/// <param name="MinRequests">In an interval.</param>
public sealed record SuccessRatePolicy(Setting<double> StdevFactor, Setting<int> MinHosts, Setting<int> MinRequests)
{
    internal static SuccessRatePolicy? Read(Layers layers) =>
        layers.IsOn ? new(layers.Number("stdev-factor"), layers.Count("min-hosts"), layers.Count("min-requests")) : null;
}

namespace ActorMesh.Hocon.Mesh.Policies;

/// <summary>Ejects who fails too often, however the others are.</summary>
/// <param name="Threshold">0..1 of its requests.</param>
/// <param name="MinHosts">With enough requests, before it counts.</param>
/// <param name="MinRequests">In an interval.</param>
public sealed record FailurePercentagePolicy(Setting<double> Threshold, Setting<int> MinHosts, Setting<int> MinRequests)
{
    internal static FailurePercentagePolicy? Read(Layers layers) =>
        layers.IsOn ? new(layers.Share("threshold"), layers.Count("min-hosts"), layers.Count("min-requests")) : null;
}

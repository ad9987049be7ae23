namespace ActorMesh.Hocon.Mesh;

/// <summary><c>mesh.drain</c>: how a sidecar ends.</summary>
/// <param name="Strategy"><c>gradual</c> or <c>immediate</c>.</param>
public sealed record DrainSettings(Setting<TimeSpan> Grace, Setting<string> Strategy)
{
    internal static DrainSettings Read(Layers layers) => new(layers.Duration("grace"), layers.Text("strategy"));
}

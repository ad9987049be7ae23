namespace ActorMesh.Hocon.Mesh;

/// <summary><c>mesh.identity</c>: who mints certificates, and for how long.</summary>
/// <param name="Authority"><c>builtin</c>.</param>
/// <param name="RotateAt">0..1 of a leaf's lifetime.</param>
public sealed record IdentitySettings(Setting<string> Authority, Setting<TimeSpan> LeafLifetime, Setting<double> RotateAt, Setting<TimeSpan> RootLifetime)
{
    internal static IdentitySettings Read(Layers layers) => new(layers.Text("ca"), layers.Duration("leaf-ttl"), layers.Share("rotate-at"), layers.Duration("root-ttl"));
}

namespace ActorMesh.Hocon.Mesh.Policies;

/// <summary>Which requests leave a trace.</summary>
/// <param name="Sample">0..1.</param>
/// <param name="Propagate"><c>w3c</c>, <c>b3</c>.</param>
public sealed record TracingPolicy(Setting<double> Sample, Setting<IReadOnlyList<string>> Propagate)
{
    internal static TracingPolicy Read(Layers layers) => new(layers.Share("sample"), layers.Texts("propagate"));
}

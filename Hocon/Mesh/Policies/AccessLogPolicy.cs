namespace ActorMesh.Hocon.Mesh.Policies;

/// <summary>One line per request.</summary>
/// <param name="Format"><c>json</c> or <c>text</c>.</param>
/// <param name="Sample">0..1.</param>
public sealed record AccessLogPolicy(Setting<string> Format, Setting<double> Sample)
{
    internal static AccessLogPolicy? Read(Layers layers) => layers.IsOn ? new(layers.Text("format"), layers.Share("sample")) : null;
}

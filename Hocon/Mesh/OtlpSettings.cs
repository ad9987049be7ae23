namespace ActorMesh.Hocon.Mesh;

/// <summary><c>mesh.otlp</c>: where traces and metrics are pushed.</summary>
/// <param name="Protocol"><c>grpc</c> or <c>http</c>.</param>
public sealed record OtlpSettings(Setting<string> Endpoint, Setting<string> Protocol, Setting<TimeSpan> Interval)
{
    internal static OtlpSettings? Read(Layers layers) => layers.IsOn ? new(layers.Text("endpoint"), layers.Text("protocol"), layers.Duration("interval")) : null;
}

namespace ActorMesh.Hocon.Mesh.Policies;

/// <summary>Whether both sides prove who they are.</summary>
/// <param name="MinVersion"><c>1.2</c> or <c>1.3</c>.</param>
public sealed record MtlsPolicy(Setting<MtlsMode> Mode, Setting<string> MinVersion)
{
    internal static MtlsPolicy Read(Layers layers) => new(
        layers.Word("mode", word => word switch { "off" => MtlsMode.Off, "permissive" => MtlsMode.Permissive, _ => MtlsMode.Strict }),
        layers.Text("min-version"));
}

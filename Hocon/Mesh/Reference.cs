using ActorMesh.Hocon.Reading;

namespace ActorMesh.Hocon.Mesh;

/// <summary><c>reference.conf</c>: every knob with its default, unit, range and meaning. It is the schema and the manual.</summary>
public static class Reference
{
    public static SourceFile File { get; } = new("reference.conf", "");
}

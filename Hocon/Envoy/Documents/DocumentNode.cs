using ActorMesh.Hocon.Reading;

namespace ActorMesh.Hocon.Envoy.Documents;

/// <summary>A value in a YAML or JSON document that remembers where it stands. Aliases share one node.</summary>
internal abstract class DocumentNode(SourcePosition position)
{
    public SourcePosition Position { get; } = position;

    /// <summary>Nodes in this tree, itself included, with aliases counted as often as they are used.</summary>
    public long Size { get; protected set; } = 1;

    /// <summary>Levels of containers, itself included: 0 for a scalar.</summary>
    public int Height { get; protected set; }

    public abstract string Kind { get; }
}

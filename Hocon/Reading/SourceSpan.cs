namespace ActorMesh.Hocon.Reading;

/// <summary>A stretch of a text: where a value was written.</summary>
/// <param name="Offset">In UTF-16 units from the start of the text.</param>
/// <param name="Length">In UTF-16 units; a caret under it is at least one wide.</param>
public readonly record struct SourceSpan(SourceFile File, int Offset, int Length)
{
    public SourcePosition Position => File.PositionAt(Offset);

    /// <summary><c>mesh.conf:57:19</c>.</summary>
    public override string ToString() => $"{File.Name}:{Position}";
}

namespace ActorMesh.Hocon.Reading.Resolving;

internal sealed class TextShape(SourceSpan span, string text, bool isQuoted) : Shape(span)
{
    public string Text => text;

    public bool IsQuoted => isQuoted;

    /// <summary>Blanks between two parts of a value, of no weight between objects or arrays.</summary>
    public bool IsSpace { get; init; }
}

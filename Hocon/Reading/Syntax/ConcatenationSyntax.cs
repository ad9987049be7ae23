namespace ActorMesh.Hocon.Reading.Syntax;

/// <summary>Two or more parts side by side that make one value. Blanks between them are parts as well.</summary>
internal sealed class ConcatenationSyntax(int start, int end, IReadOnlyList<ValueSyntax> parts) : ValueSyntax(start, end)
{
    public IReadOnlyList<ValueSyntax> Parts => parts;
}

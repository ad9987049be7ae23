namespace ActorMesh.Hocon.Reading.Syntax;

/// <summary>A part of the syntax tree and the stretch of text that it was written as.</summary>
internal abstract class SyntaxNode(int start, int end)
{
    public int Start => start;

    public int End => end;

    public SourceSpan In(SourceFile file) => new(file, start, end - start);
}

namespace ActorMesh.Hocon.Reading.Syntax;

/// <summary>One name of a path such as <c>a.b.c</c>, unquoted, and where it stands.</summary>
internal readonly record struct PathElement(string Name, int Start, int End)
{
    public SourceSpan In(SourceFile file) => new(file, Start, End - Start);
}

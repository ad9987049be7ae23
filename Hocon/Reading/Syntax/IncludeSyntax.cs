namespace ActorMesh.Hocon.Reading.Syntax;

/// <summary><c>include "name"</c>, also with <c>file</c> and <c>required</c> around the name.</summary>
/// <param name="name">What is to be included.</param>
/// <param name="nameSpan">Where the name stands, quotes included.</param>
internal sealed class IncludeSyntax(int start, int end, string name, (int Start, int End) nameSpan) : MemberSyntax(start, end)
{
    public string Name => name;

    public SourceSpan NameIn(SourceFile file) => new(file, nameSpan.Start, nameSpan.End - nameSpan.Start);
}

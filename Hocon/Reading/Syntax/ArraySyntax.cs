namespace ActorMesh.Hocon.Reading.Syntax;

/// <summary>Values in brackets.</summary>
internal sealed class ArraySyntax(int start, int end, IReadOnlyList<ValueSyntax> items) : ValueSyntax(start, end)
{
    public IReadOnlyList<ValueSyntax> Items => items;
}

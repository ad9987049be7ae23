namespace ActorMesh.Hocon.Reading.Resolving;

internal sealed class ArrayShape(SourceSpan span, IReadOnlyList<Slot> items) : Shape(span)
{
    public IReadOnlyList<Slot> Items => items;
}

namespace ActorMesh.Hocon.Reading.Resolving;

/// <summary><c>+=</c>, once or several times: adds to the array that the key had before.</summary>
internal sealed class AppendExpression(SourceSpan span) : Expression(span)
{
    public List<Slot> Items { get; } = [];
}

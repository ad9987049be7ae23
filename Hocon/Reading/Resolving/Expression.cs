namespace ActorMesh.Hocon.Reading.Resolving;

/// <summary>What was written for a key, with references still to be looked up.</summary>
internal abstract class Expression(SourceSpan span)
{
    public SourceSpan Span { get; set; } = span;
}

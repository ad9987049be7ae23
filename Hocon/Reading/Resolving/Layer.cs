namespace ActorMesh.Hocon.Reading.Resolving;

/// <summary>One writing of a key.</summary>
internal sealed class Layer(Expression value, SourceSpan keySpan)
{
    public Expression Value => value;

    public SourceSpan KeySpan { get; set; } = keySpan;

    public IReadOnlyList<string> Comments { get; set; } = [];

    public string? Remark { get; set; }
}

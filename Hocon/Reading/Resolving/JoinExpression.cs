namespace ActorMesh.Hocon.Reading.Resolving;

/// <summary>Parts side by side, of which at least one is not plain text.</summary>
internal sealed class JoinExpression(SourceSpan span, IReadOnlyList<Expression> parts) : Expression(span)
{
    public IReadOnlyList<Expression> Parts => parts;
}

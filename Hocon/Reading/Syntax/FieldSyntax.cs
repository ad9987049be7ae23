namespace ActorMesh.Hocon.Reading.Syntax;

/// <summary>A path, a separator and a value.</summary>
internal sealed class FieldSyntax(IReadOnlyList<PathElement> path, TokenKind separator, ValueSyntax value) : MemberSyntax(path[0].Start, value.End)
{
    public IReadOnlyList<PathElement> Path => path;

    public ValueSyntax Value => value;

    /// <summary>Written with <c>+=</c>.</summary>
    public bool IsAppend => separator is TokenKind.PlusEquals;

    /// <summary>Comment lines right above, without their marks.</summary>
    public IReadOnlyList<string> Comments { get; init; } = [];

    /// <summary>The comment on the same line, without its mark.</summary>
    public string? Remark { get; init; }
}

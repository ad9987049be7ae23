namespace ActorMesh.Hocon.Reading.Syntax;

/// <summary>A stretch of a text. The tokens of a text follow each other without a gap.</summary>
public readonly record struct Token(TokenKind Kind, int Start, int Length)
{
    public int End => Start + Length;

    internal bool IsText => Kind is TokenKind.Unquoted or TokenKind.Quoted or TokenKind.MultiLine;

    internal bool IsSeparator => Kind is TokenKind.Colon or TokenKind.Equals or TokenKind.PlusEquals;

    internal bool IsReference => Kind is TokenKind.Reference or TokenKind.OptionalReference;

    internal bool EndsValue => Kind is TokenKind.NewLine or TokenKind.Comma or TokenKind.CloseBrace or TokenKind.CloseBracket or TokenKind.End;
}

namespace ActorMesh.Hocon.Reading.Syntax;

/// <summary>A string, number or word, or the blanks between two parts of a value.</summary>
internal sealed class TextSyntax(int start, int end, string text, TokenKind kind) : ValueSyntax(start, end)
{
    /// <summary>Without quotes, escapes undone.</summary>
    public string Text => text;

    public bool IsQuoted => kind is TokenKind.Quoted or TokenKind.MultiLine;

    public bool IsSpace => kind is TokenKind.Space;
}

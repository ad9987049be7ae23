namespace ActorMesh.Hocon.Reading.Syntax;

/// <summary>A place among the tokens of a text.</summary>
internal sealed class TokenCursor(SourceFile file, IReadOnlyList<Token> tokens)
{
    public SourceFile File => file;

    /// <summary>An index; it may be set back to look again.</summary>
    public int At { get; set; }

    public Token Current => tokens[At];

    public Token Next => tokens[Math.Min(At + 1, tokens.Count - 1)];

    public Token Previous => tokens[Math.Max(At - 1, 0)];

    public Token this[int index] => tokens[index];

    /// <summary>Takes the current token. At the end there is always one more.</summary>
    public Token Take()
    {
        var taken = Current;
        if (taken.Kind is not TokenKind.End) At++;
        return taken;
    }

    public void SkipSpace()
    {
        while (Current.Kind is TokenKind.Space) At++;
    }

    /// <summary>Skips blanks, comments and ends of lines.</summary>
    public void SkipBlank()
    {
        while (Current.Kind is TokenKind.Space or TokenKind.NewLine or TokenKind.Comment) At++;
    }

    /// <summary>Goes on to where the next field or value may begin, over whole objects and arrays.</summary>
    public void SkipToNext()
    {
        var depth = 0;
        for (; Current.Kind is not TokenKind.End; At++)
        {
            if (Current.Kind is TokenKind.OpenBrace or TokenKind.OpenBracket || Current.IsReference) depth++;
            else if (depth == 0 && Current.EndsValue) return;
            else if (Current.Kind is TokenKind.CloseBrace or TokenKind.CloseBracket) depth--;
        }
    }

    /// <summary>The first token that does not begin before an offset.</summary>
    public int IndexAt(int offset)
    {
        var (low, high) = (0, tokens.Count - 1);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (tokens[middle].Start < offset) low = middle + 1;
            else high = middle;
        }
        return low;
    }

    /// <summary>The first token at or behind an index that is not blank.</summary>
    public int OverSpace(int index)
    {
        while (tokens[index].Kind is TokenKind.Space) index++;
        return index;
    }

    public string TextOf(Token token) => file.Text.Substring(token.Start, token.Length);

    public SourceSpan SpanOf(Token token) => new(file, token.Start, token.Length);

    /// <summary>Whether only blanks stand before a token on its line.</summary>
    public bool IsFirstOnLine(int index)
    {
        while (index > 0 && tokens[index - 1].Kind is TokenKind.Space) index--;
        return index == 0 || tokens[index - 1].Kind is TokenKind.NewLine;
    }
}

namespace ActorMesh.Hocon.Reading.Syntax;

/// <summary>Finds the comments that belong to a field.</summary>
internal sealed class CommentFinder(TokenCursor cursor)
{
    /// <summary>The lines right above the one that a token is first on. An empty line parts comments from what follows.</summary>
    public IReadOnlyList<string> Above(int index)
    {
        if (!cursor.IsFirstOnLine(index)) return [];
        List<string>? lines = null;
        var at = BeforeSpace(index - 1);
        while (at > 0 && cursor[at].Kind is TokenKind.NewLine && cursor[at - 1].Kind is TokenKind.Comment && cursor.IsFirstOnLine(at - 1))
        {
            (lines ??= []).Add(Text(cursor[at - 1]));
            at = BeforeSpace(at - 2);
        }
        lines?.Reverse();
        return lines is null ? [] : lines;
    }

    /// <summary>The comment behind the value that ends before the cursor, or behind the bracket that it opens with.</summary>
    public string? Behind(ValueSyntax value)
    {
        if (value is ObjectSyntax { IsBraced: true } or ArraySyntax && CommentAt(cursor.IndexAt(value.Start) + 1) is { } atOpening) return atOpening;
        var at = cursor.OverSpace(cursor.At);
        if (cursor[at].Kind is TokenKind.Comma) at++;
        return CommentAt(at);
    }

    private string? CommentAt(int index)
    {
        index = cursor.OverSpace(index);
        return cursor[index].Kind is TokenKind.Comment ? Text(cursor[index]) : null;
    }

    private int BeforeSpace(int index)
    {
        while (index >= 0 && cursor[index].Kind is TokenKind.Space) index--;
        return index;
    }

    private string Text(Token comment)
    {
        var text = cursor.TextOf(comment).AsSpan();
        text = text[(text[0] == '#' ? 1 : 2)..];
        return (text is [' ' or '\t', ..] ? text[1..] : text).TrimEnd().ToString();
    }
}

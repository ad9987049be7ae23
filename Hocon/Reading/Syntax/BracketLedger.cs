namespace ActorMesh.Hocon.Reading.Syntax;

/// <summary>
/// Knows the brackets that are open, and finds the one that was never closed. Where none fits any more the outermost is left over;
/// the one that was forgotten betrays itself by a closing brace that stands further out than the line that it would close.
/// </summary>
internal sealed class BracketLedger(TokenCursor cursor, DiagnosticList diagnostics)
{
    private readonly Stack<Token> _open = new();
    private (Token Opening, int Noticed)? _suspect;
    private int _reportedAt = -1;

    /// <summary>Whether what is read is an item of an array.</summary>
    public bool IsInArray => _open.Skip(1).FirstOrDefault().Kind is TokenKind.OpenBracket;

    /// <summary>Takes the opening bracket under the cursor.</summary>
    public Token Open()
    {
        _open.Push(cursor.Current);
        return cursor.Take();
    }

    /// <summary>Takes the closing bracket under the cursor, or decides whose it is.</summary>
    /// <returns>Whether the innermost object or array is over. If not, the bracket was one too many.</returns>
    public bool TryClose()
    {
        if (!_open.TryPeek(out var inner))
        {
            Unbalanced.Stray(diagnostics, cursor.File, cursor.Take());
            return false;
        }
        if (cursor.Current.Kind == Closing(inner))
        {
            Suspect(inner);
            cursor.Take();
            _open.Pop();
            return true;
        }
        Token? outer = _open.Where(opening => Closing(opening) == cursor.Current.Kind).Select(opening => (Token?)opening).FirstOrDefault();
        if (cursor.Current.Kind is not TokenKind.End && BelongsTo(inner) && (outer is null || !BelongsTo(outer.Value)))
        {
            Unbalanced.Bracket(diagnostics, cursor, inner);
            cursor.Take();
            _open.Pop();
            return true;
        }
        if (cursor.Current.Kind is not TokenKind.End && outer is null)
        {
            Unbalanced.Stray(diagnostics, cursor.File, cursor.Take());
            return false;
        }
        GiveUp();
        return true;
    }

    /// <summary>Says that the innermost bracket should have been closed before the cursor. Of several that lack at one place one is named.</summary>
    public void GiveUp()
    {
        var inner = _open.Pop();
        if (_reportedAt == cursor.Current.Start || (cursor.Current.Kind is TokenKind.End && IsSwallowed())) return;
        _reportedAt = cursor.Current.Start;
        if (cursor.Current.Kind is TokenKind.End && _suspect is { } suspect) Unbalanced.Bracket(diagnostics, cursor.File, suspect.Opening, suspect.Noticed);
        else Unbalanced.Bracket(diagnostics, cursor, inner);
    }

    /// <summary>Whether a quote that was never closed, and has been reported, may have taken the closing bracket with it.</summary>
    private bool IsSwallowed()
    {
        for (var at = 0; at < cursor.At; at++)
        {
            var token = cursor[at];
            if (token.Kind is not (TokenKind.Quoted or TokenKind.MultiLine)) continue;
            var raw = cursor.File.Text.AsSpan(token.Start, token.Length);
            if (!QuotedText.IsClosed(raw, token.Kind) && raw.IndexOfAny('}', ']') >= 0) return true;
        }
        return false;
    }

    private static TokenKind Closing(Token opening) => opening.Kind is TokenKind.OpenBrace ? TokenKind.CloseBrace : TokenKind.CloseBracket;

    private void Suspect(Token opening)
    {
        if (_suspect is null && cursor.IsFirstOnLine(cursor.At) && Indent(cursor.Current.Start) < Indent(opening.Start)) _suspect = (opening, cursor.Current.Start);
    }

    /// <summary>Whether the bracket under the cursor, though of the other kind, stands where that of an opening one should.</summary>
    private bool BelongsTo(Token opening)
    {
        var file = cursor.File;
        return file.PositionAt(cursor.Current.Start).Line == file.PositionAt(opening.Start).Line
            || (cursor.IsFirstOnLine(cursor.At) && Indent(cursor.Current.Start) == Indent(opening.Start));
    }

    private int Indent(int offset)
    {
        var position = cursor.File.PositionAt(offset);
        var line = cursor.File.Text.AsSpan(offset - position.Column + 1, position.Column - 1);
        return line.Length - line.TrimStart(" \t").Length;
    }
}

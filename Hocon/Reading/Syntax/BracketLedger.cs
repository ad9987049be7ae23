namespace ActorMesh.Hocon.Reading.Syntax;

/// <summary>
/// Finds the bracket that was never closed. The parser sees that only at the end, where the outermost one is left over;
/// the one that was forgotten betrays itself by a closing brace that stands further out than the line that it would close.
/// </summary>
internal sealed class BracketLedger(TokenCursor cursor, DiagnosticList diagnostics)
{
    private Token? _suspect;
    private int _suspectNoticed;
    private bool _isReported;

    /// <summary>Takes the closing bracket under the cursor.</summary>
    public void Close(Token opening)
    {
        if (_suspect is null && cursor.IsFirstOnLine(cursor.At) && Indent(cursor.Current.Start) < Indent(opening.Start))
            (_suspect, _suspectNoticed) = (opening, cursor.Current.Start);
        cursor.Take();
    }

    /// <summary>Says that a bracket is not closed where it should be; at the end of the text only once.</summary>
    public void NotClosed(Token opening)
    {
        if (cursor.Current.Kind is not TokenKind.End)
        {
            Unbalanced.Bracket(diagnostics, cursor.File, opening, cursor.Current.Start);
            return;
        }
        if (_isReported) return;
        _isReported = true;
        if (_suspect is { } suspect) Unbalanced.Bracket(diagnostics, cursor.File, suspect, _suspectNoticed);
        else Unbalanced.Bracket(diagnostics, cursor.File, opening, cursor.Current.Start);
    }

    /// <summary>Says that <c>${</c> is not closed before its value ends.</summary>
    public void NotClosedOnLine(Token opening) => Unbalanced.Bracket(diagnostics, cursor.File, opening, cursor.Current.Start);

    public void Stray() => Unbalanced.Stray(diagnostics, cursor.File, cursor.Take());

    private int Indent(int offset)
    {
        var position = cursor.File.PositionAt(offset);
        var line = cursor.File.Text.AsSpan(offset - position.Column + 1, position.Column - 1);
        return line.Length - line.TrimStart(" \t").Length;
    }
}

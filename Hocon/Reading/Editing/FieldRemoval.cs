using ActorMesh.Hocon.Reading.Syntax;

namespace ActorMesh.Hocon.Reading.Editing;

/// <summary>Finds what of a text goes when a field goes: its lines when it has them to itself, else it and one comma.</summary>
internal sealed class FieldRemoval(ConfigSyntax syntax)
{
    private readonly TokenCursor _tokens = new(syntax.File, syntax.Tokens);

    public List<TextChange> Remove(IEnumerable<FoundField> fields)
    {
        List<TextChange> changes = [];
        var end = -1;
        foreach (var found in fields)
        {
            // Fields within one that goes have gone with it.
            if (found.Field.Start < end) continue;
            end = found.Field.End;
            changes.AddRange(Remove(found.Field));
        }
        return changes;
    }

    private IEnumerable<TextChange> Remove(FieldSyntax field)
    {
        var first = _tokens.IndexAt(field.Start);
        var behind = _tokens.OverSpace(_tokens.IndexAt(field.End));
        var comma = _tokens[behind].Kind is TokenKind.Comma ? _tokens[behind] : (Token?)null;
        var next = comma is null ? behind : _tokens.OverSpace(behind + 1);
        var remarkEnd = _tokens[next].Kind is TokenKind.Comment ? _tokens[next].End : (int?)null;
        if (remarkEnd is not null) next++;
        if (_tokens[next].Kind is TokenKind.NewLine or TokenKind.End && _tokens.IsFirstOnLine(first))
        {
            yield return new TextChange(LinesStart(first), _tokens[next].End, "");
            if (comma is null && CommaAfter(next) is { } stray) yield return new TextChange(stray.Start, stray.End, "");
            yield break;
        }
        if (comma is not null) yield return new TextChange(field.Start, remarkEnd ?? _tokens[next].Start, "");
        else yield return new TextChange(CommaBefore(first)?.Start ?? field.Start, remarkEnd ?? field.End, "");
    }

    /// <summary>Where the line of a token starts, or that of the first comment that belongs to it.</summary>
    private int LinesStart(int first)
    {
        while (first > 0 && _tokens[first - 1].Kind is TokenKind.Space) first--;
        while (first > 1 && _tokens[first - 1].Kind is TokenKind.NewLine && _tokens[first - 2].Kind is TokenKind.Comment && _tokens.IsFirstOnLine(first - 2))
        {
            first -= 2;
            while (first > 0 && _tokens[first - 1].Kind is TokenKind.Space) first--;
        }
        return _tokens[first].Start;
    }

    private Token? CommaAfter(int index)
    {
        while (_tokens[index].Kind is TokenKind.Space or TokenKind.NewLine or TokenKind.Comment) index++;
        return _tokens[index].Kind is TokenKind.Comma ? _tokens[index] : null;
    }

    private Token? CommaBefore(int index)
    {
        while (index > 0 && _tokens[index - 1].Kind is TokenKind.Space) index--;
        return index > 0 && _tokens[index - 1].Kind is TokenKind.Comma ? _tokens[index - 1] : null;
    }
}

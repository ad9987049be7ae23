using System.Text;

namespace ActorMesh.Hocon.Reading.Syntax;

/// <summary>Reads a path: a key, or what stands in <c>${}</c>. A dot outside quotes parts two elements.</summary>
internal sealed class PathParser(TokenCursor cursor, DiagnosticList diagnostics)
{
    private readonly StringBuilder _name = new();
    private readonly List<PathElement> _elements = [];
    private int _start;
    private int _end;
    private bool _isQuoted;

    /// <summary>Takes tokens as long as they can be part of a path; blanks behind it are left.</summary>
    /// <returns>Null when there is no path, or a broken one, which has been reported.</returns>
    public IReadOnlyList<PathElement>? Parse()
    {
        if (!cursor.Current.IsText) return null;
        _elements.Clear();
        Begin(cursor.Current.Start);
        while (true)
        {
            if (cursor.Current.IsText) Take(cursor.Take());
            else if (cursor.Current.Kind is TokenKind.Space && cursor.Next.IsText) _name.Append(cursor.TextOf(cursor.Take()));
            else break;
        }
        return Finish();
    }

    private IReadOnlyList<PathElement>? Finish()
    {
        End();
        if (_elements.Count > ReadingLimits.DepthMax)
        {
            diagnostics.Error(Whole(), "AM0101", $"this path has {_elements.Count} elements, at most {ReadingLimits.DepthMax} are read", "shorten it");
            return null;
        }
        var empty = _elements.FindIndex(element => element.Name.Length == 0 && element.Start == element.End);
        if (empty < 0) return [.. _elements];
        var place = _elements[empty];
        diagnostics.Error(new SourceSpan(cursor.File, place.Start, 1), "AM0101", "a path has an empty element", "remove the dot too many, or write \"\" for an empty name");
        return null;
    }

    private SourceSpan Whole() => new(cursor.File, _elements[0].Start, _elements[^1].End - _elements[0].Start);

    private void Begin(int start)
    {
        _name.Clear();
        _start = _end = start;
        _isQuoted = false;
    }

    private void End()
    {
        var end = _name.Length == 0 && !_isQuoted ? _start : _end;
        _elements.Add(new PathElement(_name.ToString(), _start, end));
    }

    private void Take(Token token)
    {
        if (token.Kind is not TokenKind.Unquoted)
        {
            _name.Append(QuotedText.Of(cursor.File, token, diagnostics));
            _isQuoted = true;
            _end = token.End;
            return;
        }
        var from = token.Start;
        for (var dot = Dot(from, token.End); dot >= 0; dot = Dot(from, token.End))
        {
            Append(from, dot);
            End();
            Begin(from = dot + 1);
        }
        Append(from, token.End);
    }

    private int Dot(int from, int end) => cursor.File.Text.IndexOf('.', from, end - from);

    private void Append(int from, int end)
    {
        _name.Append(cursor.File.Text, from, end - from);
        if (end > from) _end = end;
    }
}

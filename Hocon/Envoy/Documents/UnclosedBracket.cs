using ActorMesh.Hocon.Reading;

namespace ActorMesh.Hocon.Envoy.Documents;

/// <summary>
/// Finds the bracket that a text forgot to close, once the parser has given up on it: a parser sees that only where it cannot go on.
/// Knows as much of YAML as tells a bracket from a character of a text.
/// </summary>
internal sealed class UnclosedBracket
{
    private readonly string _text;
    private readonly Stack<(char Bracket, SourcePosition At)> _open = new();
    private int _at;
    private int _line = 1;
    private int _lineStart;

    /// <summary>True where a value may begin, so that a quote or a bracket is one.</summary>
    private bool _isTokenStart = true;

    private UnclosedBracket(string text) => _text = text;

    private char Current => _text[_at];

    private SourcePosition Position => new(_line, _at - _lineStart + 1);

    /// <returns>The innermost bracket that is open at the end of the text, or where another kind of bracket closes it; null when all are closed.</returns>
    public static (char Bracket, SourcePosition At)? Find(string text)
    {
        var scan = new UnclosedBracket(text);
        while (scan._at < text.Length)
        {
            if (scan.Current is ']' or '}' && scan._open.TryPop(out var opening) && opening.Bracket != (scan.Current == ']' ? '[' : '{')) return opening;
            scan.Take();
        }
        return scan._open.TryPeek(out var open) ? open : null;
    }

    private void Take()
    {
        switch (Current)
        {
            case '#' when _at == 0 || char.IsWhiteSpace(_text[_at - 1]):
                SkipLine();
                return;
            case '"' or '\'' when _isTokenStart:
                SkipQuoted(Current);
                return;
            case '|' or '>' when _isTokenStart && _open.Count == 0:
                SkipBlock();
                return;
            case '[' or '{' when _isTokenStart || _open.Count > 0:
                _open.Push((Current, Position));
                break;
        }
        _isTokenStart = Current is '\n' or '[' or '{' or ',' or ':' or '-' or '?' || (_isTokenStart && Current is ' ' or '\t' or '\r');
        Step();
    }

    private void Step()
    {
        if (Current == '\n') (_line, _lineStart) = (_line + 1, _at + 1);
        _at++;
    }

    private void SkipLine()
    {
        while (_at < _text.Length && Current != '\n') Step();
    }

    private void SkipQuoted(char quote)
    {
        Step();
        while (_at < _text.Length && Current != quote)
        {
            if (quote == '"' && Current == '\\' && _at + 1 < _text.Length) Step();
            Step();
        }
        if (_at < _text.Length) Step();
        _isTokenStart = false;
    }

    /// <summary>A block of text goes on as long as its lines are empty or stand further in than the line that announced it.</summary>
    private void SkipBlock()
    {
        var indent = Indent(_lineStart);
        do
        {
            SkipLine();
            if (_at < _text.Length) Step();
        }
        while (_at < _text.Length && (Indent(_at) is var next && (next > indent || _at + next == _text.Length || _text[_at + next] is '\n' or '\r')));
        _isTokenStart = true;
    }

    private int Indent(int lineStart)
    {
        var at = lineStart;
        while (at < _text.Length && _text[at] == ' ') at++;
        return at - lineStart;
    }
}

namespace ActorMesh.Hocon.Reading.Syntax;

/// <summary>Cuts a text into tokens. Every character lands in exactly one; nothing is lost and nothing refused but a quote that stays open.</summary>
internal sealed class Lexer
{
    private readonly SourceFile _file;
    private readonly string _text;
    private readonly DiagnosticList _diagnostics;
    private readonly List<Token> _tokens;
    private int _at;

    private Lexer(SourceFile file, DiagnosticList diagnostics)
    {
        _file = file;
        _text = file.Text;
        _diagnostics = diagnostics;
        _tokens = new List<Token>(_text.Length / 4 + 1);
    }

    /// <returns>The tokens, the last of them <see cref="TokenKind.End"/>.</returns>
    public static IReadOnlyList<Token> Tokens(SourceFile file, DiagnosticList diagnostics)
    {
        var lexer = new Lexer(file, diagnostics);
        while (lexer._at < lexer._text.Length) lexer.Take();
        lexer.Add(TokenKind.End, 0);
        return lexer._tokens;
    }

    private void Add(TokenKind kind, int length)
    {
        _tokens.Add(new Token(kind, _at, length));
        _at += length;
    }

    private bool Follows(string text) => string.CompareOrdinal(_text, _at, text, 0, text.Length) == 0;

    private void Take()
    {
        switch (_text[_at])
        {
            case '\n': Add(TokenKind.NewLine, 1); break;
            case '\r' when Follows("\r\n"): Add(TokenKind.NewLine, 2); break;
            case '#': TakeComment(); break;
            case '/' when Follows("//"): TakeComment(); break;
            case ':': Add(TokenKind.Colon, 1); break;
            case '=': Add(TokenKind.Equals, 1); break;
            case '+' when Follows("+="): Add(TokenKind.PlusEquals, 2); break;
            case ',': Add(TokenKind.Comma, 1); break;
            case '{': Add(TokenKind.OpenBrace, 1); break;
            case '}': Add(TokenKind.CloseBrace, 1); break;
            case '[': Add(TokenKind.OpenBracket, 1); break;
            case ']': Add(TokenKind.CloseBracket, 1); break;
            case '$' when Follows("${?"): Add(TokenKind.OptionalReference, 3); break;
            case '$' when Follows("${"): Add(TokenKind.Reference, 2); break;
            case '"' when Follows("\"\"\""): TakeMultiLine(); break;
            case '"': TakeQuoted(); break;
            case var c when Characters.IsSpace(c): TakeSpace(); break;
            case var c when Characters.IsReserved(c): Add(TokenKind.Illegal, 1); break;
            default: TakeUnquoted(); break;
        }
    }

    private void TakeComment()
    {
        var end = _text.IndexOf('\n', _at);
        if (end < 0) end = _text.Length;
        else if (_text[end - 1] == '\r') end--;
        Add(TokenKind.Comment, end - _at);
    }

    private void TakeSpace()
    {
        var end = _at + 1;
        while (end < _text.Length && Characters.IsSpace(_text[end]) && !(_text[end] == '\r' && end + 1 < _text.Length && _text[end + 1] == '\n')) end++;
        Add(TokenKind.Space, end - _at);
    }

    private void TakeUnquoted()
    {
        var end = _at;
        while (end < _text.Length && IsUnquoted(end)) end++;
        Add(TokenKind.Unquoted, end - _at);
    }

    private bool IsUnquoted(int at)
    {
        var character = _text[at];
        if (character == '/') return at + 1 == _text.Length || _text[at + 1] != '/';
        return character != '\n' && !Characters.IsReserved(character) && !Characters.IsSpace(character);
    }

    private void TakeQuoted()
    {
        var end = _at + 1;
        while (end < _text.Length && _text[end] is not ('"' or '\n')) end += _text[end] == '\\' && end + 1 < _text.Length && _text[end + 1] != '\n' ? 2 : 1;
        if (end < _text.Length && _text[end] == '"')
        {
            Add(TokenKind.Quoted, end + 1 - _at);
            return;
        }
        if (end < _text.Length && _text[end - 1] == '\r') end--;
        Unbalanced.Quote(_diagnostics, _file, _at, end);
        Add(TokenKind.Quoted, end - _at);
    }

    /// <summary>The last three of a row of quotes end the string; those before them belong to it.</summary>
    private void TakeMultiLine()
    {
        var end = _text.IndexOf("\"\"\"", _at + 3, StringComparison.Ordinal);
        if (end < 0)
        {
            Unbalanced.TripleQuote(_diagnostics, _file, _at);
            Add(TokenKind.MultiLine, _text.Length - _at);
            return;
        }
        end += 3;
        while (end < _text.Length && _text[end] == '"') end++;
        Add(TokenKind.MultiLine, end - _at);
    }
}

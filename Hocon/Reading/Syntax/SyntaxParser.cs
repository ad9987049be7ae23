namespace ActorMesh.Hocon.Reading.Syntax;

/// <summary>Tokens to tree. Goes on after a mistake at the next line, comma or closing bracket, so that one run tells of all of them.</summary>
internal sealed class SyntaxParser
{
    private readonly TokenCursor _cursor;
    private readonly DiagnosticList _diagnostics;
    private readonly MemberParser _members;
    private readonly ValueParser _values;

    private SyntaxParser(SourceFile file, IReadOnlyList<Token> tokens, DiagnosticList diagnostics)
    {
        _cursor = new TokenCursor(file, tokens);
        _diagnostics = diagnostics;
        var brackets = new BracketLedger(_cursor, diagnostics);
        _members = new MemberParser(_cursor, brackets, diagnostics);
        _values = new ValueParser(_cursor, brackets, _members, diagnostics);
        _members.Values = _values;
    }

    /// <returns>The root: an object, or an array.</returns>
    public static ValueSyntax Parse(SourceFile file, IReadOnlyList<Token> tokens, DiagnosticList diagnostics) =>
        new SyntaxParser(file, tokens, diagnostics).ParseRoot();

    private ValueSyntax ParseRoot()
    {
        _cursor.SkipBlank();
        ValueSyntax root = _cursor.Current.Kind switch
        {
            TokenKind.OpenBrace => _values.ParseObject(depth: 1),
            TokenKind.OpenBracket => _values.ParseArray(depth: 1),
            _ => new ObjectSyntax(0, _cursor.File.Text.Length, _members.Parse(isBraced: false, depth: 1), isBraced: false),
        };
        _cursor.SkipBlank();
        if (_cursor.Current.Kind is not TokenKind.End) RefuseRest();
        return root;
    }

    private void RefuseRest()
    {
        var closing = _cursor.At - 1;
        while (closing > 0 && _cursor[closing].Kind is not (TokenKind.CloseBrace or TokenKind.CloseBracket)) closing--;
        var line = _cursor.File.PositionAt(_cursor[closing].Start).Line;
        var bracket = _cursor.TextOf(_cursor[closing]);
        _diagnostics.Error(
            _cursor.SpanOf(_cursor.Current),
            "AM0110",
            $"text after the last '{bracket}' would be lost",
            $"the file ends with the '{bracket}' in line {line}: move the text before it, or remove one bracket too many");
    }
}

namespace ActorMesh.Hocon.Reading.Syntax;

/// <summary>Reads the fields and includes of one object.</summary>
internal sealed class MemberParser(TokenCursor cursor, BracketLedger brackets, DiagnosticList diagnostics)
{
    private const string Code = "AM0101";

    private readonly PathParser _paths = new(cursor, diagnostics);
    private readonly IncludeParser _includes = new(cursor, diagnostics);
    private readonly CommentFinder _comments = new(cursor);

    /// <summary>Reads their values, which have members again.</summary>
    public ValueParser Values { get; set; } = null!;

    /// <param name="isBraced">Whether a brace stands before them; at the root of a file there may be none.</param>
    /// <returns>All up to the closing brace, which is taken, or to the end.</returns>
    public IReadOnlyList<MemberSyntax> Parse(bool isBraced, int depth)
    {
        List<MemberSyntax> members = [];
        var mayComma = false;
        while (true)
        {
            cursor.SkipBlank();
            switch (cursor.Current.Kind)
            {
                case TokenKind.End when !isBraced:
                    return members;
                case TokenKind.End or TokenKind.CloseBrace or TokenKind.CloseBracket:
                    if (brackets.TryClose()) return members;
                    continue;
                case TokenKind.OpenBrace when isBraced && brackets.IsInArray && cursor.IsFirstOnLine(cursor.At):
                    brackets.GiveUp();
                    return members;
                case TokenKind.Comma:
                    if (!mayComma) RefuseComma();
                    cursor.Take();
                    mayComma = false;
                    continue;
            }
            if (ParseMember(depth) is { } member) members.Add(member);
            mayComma = true;
            ExpectEnd();
        }
    }

    private void RefuseComma() => diagnostics.Error(cursor.SpanOf(cursor.Current), Code, "there is no field before this comma", "remove the comma");

    private MemberSyntax? ParseMember(int depth)
    {
        if (_includes.IsInclude) return _includes.Parse();
        var first = cursor.At;
        if (_paths.Parse() is not { } path)
        {
            if (first == cursor.At) RefuseKey();
            cursor.SkipToNext();
            return null;
        }
        if (!TakeSeparator(path, out var separator)) return null;
        var isOpened = separator is TokenKind.OpenBrace;
        var value = Values.ParseFieldValue(path, depth + path.Count - 1, isOpened);
        if (value is null) return null;
        return new FieldSyntax(path, separator, value) { Comments = _comments.Above(first), Remark = _comments.Behind(value) };
    }

    private void RefuseKey()
    {
        var token = cursor.Current;
        var shown = cursor.TextOf(token);
        if (token.IsReference)
            diagnostics.Error(cursor.SpanOf(token), Code, "a key cannot be put together of references", "write the key out");
        else if (token.IsSeparator)
            diagnostics.Error(cursor.SpanOf(token), Code, $"there is no key before this '{shown}'", "write a key before it");
        else if (token.Kind is TokenKind.OpenBrace or TokenKind.OpenBracket)
            diagnostics.Error(cursor.SpanOf(token), Code, $"a key is expected here, not '{shown}'", "give it a name, as in name { ... }");
        else
            diagnostics.Error(cursor.SpanOf(token), Code, $"'{shown}' cannot stand in a key without quotes", "put the key in double quotes");
    }

    /// <summary>Takes <c>=</c>, <c>:</c> or <c>+=</c>. None is needed before a brace.</summary>
    private bool TakeSeparator(IReadOnlyList<PathElement> path, out TokenKind separator)
    {
        var behindKey = cursor.At;
        cursor.SkipBlank();
        if (cursor.Current.IsSeparator)
        {
            separator = cursor.Take().Kind;
            return true;
        }
        separator = TokenKind.OpenBrace;
        if (cursor.Current.Kind is TokenKind.OpenBrace) return true;
        cursor.At = behindKey;
        cursor.SkipSpace();
        if (cursor.Current.Kind is TokenKind.Illegal || cursor.Current.IsReference) RefuseKey();
        else RefuseLoneKey(path);
        cursor.SkipToNext();
        return false;
    }

    private void RefuseLoneKey(IReadOnlyList<PathElement> path)
    {
        var span = new SourceSpan(cursor.File, path[0].Start, path[^1].End - path[0].Start);
        var shown = Shown.Of(cursor.File.Text.Substring(span.Offset, span.Length));
        diagnostics.Error(span, Code, $"the key {shown} has no value", "write '=' and a value, or '{' and its fields");
    }

    private void ExpectEnd()
    {
        cursor.SkipSpace();
        if (cursor.Current.EndsValue || cursor.Current.Kind is TokenKind.Comment || cursor.IsFirstOnLine(cursor.At)) return;
        if (cursor.Current.IsText)
        {
            Misplaced.MissingComma(diagnostics, cursor, cursor.Current);
            return;
        }
        diagnostics.Error(cursor.SpanOf(cursor.Current), Code, $"'{cursor.TextOf(cursor.Current)}' is not expected here", "start the next field on a new line");
        cursor.SkipToNext();
    }
}

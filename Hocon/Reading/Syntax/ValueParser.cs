namespace ActorMesh.Hocon.Reading.Syntax;

/// <summary>Reads a value: the parts that stand side by side on a line, objects and arrays among them.</summary>
internal sealed class ValueParser(TokenCursor cursor, BracketLedger brackets, MemberParser members, DiagnosticList diagnostics)
{
    private const string Code = "AM0101";

    private readonly PathParser _paths = new(cursor, diagnostics);

    /// <summary>Reads what belongs to a key, on its line or on the next one that is not empty.</summary>
    /// <param name="isOpened">The key had no separator; a brace follows.</param>
    /// <returns>Null when there is none, which has been reported.</returns>
    public ValueSyntax? ParseFieldValue(IReadOnlyList<PathElement> path, int depth, bool isOpened)
    {
        var separator = cursor.At - 1;
        if (!isOpened)
        {
            cursor.SkipSpace();
            var isOnLine = cursor.Current.Kind is not (TokenKind.NewLine or TokenKind.Comment);
            cursor.SkipBlank();
            if (cursor.Current.EndsValue || (!isOnLine && IsField()))
            {
                RefuseMissing(path, separator);
                return null;
            }
        }
        var value = ParseValue(depth, isInArray: false);
        if (value is null) cursor.SkipToNext();
        return value;
    }

    private void RefuseMissing(IReadOnlyList<PathElement> path, int separator)
    {
        cursor.At = separator + 1;
        diagnostics.Error(cursor.SpanOf(cursor[separator]), Code, $"the key {Shown.Of(path[^1].Name)} has no value", "write one behind it; \"\" is the empty text");
    }

    /// <summary>Whether a key and what parts it from its value come next.</summary>
    private bool IsField()
    {
        var at = cursor.At;
        while (cursor[at].IsText || cursor[at].Kind is TokenKind.Space) at++;
        return at > cursor.At && (cursor[at].IsSeparator || cursor[at].Kind is TokenKind.OpenBrace);
    }

    private ValueSyntax? ParseValue(int depth, bool isInArray)
    {
        if (cursor.Current.IsText && cursor.Next.EndsValue) return ParsePart(depth);
        List<ValueSyntax> parts = [];
        while (true)
        {
            var space = cursor.Current.Kind is TokenKind.Space ? cursor.Take() : (Token?)null;
            if (cursor.Current.EndsValue || cursor.Current.Kind is TokenKind.Comment || (parts.Count > 0 && cursor.IsFirstOnLine(cursor.At))) break;
            if (cursor.Current.IsSeparator || (cursor.Current.IsText && parts is [.., ObjectSyntax or ArraySyntax] && IsField()))
            {
                TakeMisplaced(parts, isInArray);
                break;
            }
            if (space is { } blank && parts.Count > 0) parts.Add(new TextSyntax(blank.Start, blank.End, cursor.TextOf(blank), TokenKind.Space));
            parts.Add(ParsePart(depth));
        }
        while (parts is [.., TextSyntax { IsSpace: true }]) parts.RemoveAt(parts.Count - 1);
        return parts.Count switch
        {
            0 => null,
            1 => parts[0],
            _ => new ConcatenationSyntax(parts[0].Start, parts[^1].End, parts),
        };
    }

    /// <summary>
    /// A separator within a value. Either the part before it was meant to be the next key, and a comma is missing,
    /// or quotes are.
    /// </summary>
    private void TakeMisplaced(List<ValueSyntax> parts, bool isInArray)
    {
        if (!cursor.Current.IsSeparator)
        {
            Misplaced.MissingComma(diagnostics, cursor, cursor.Current);
            return;
        }
        var isTight = cursor.Current.Kind is TokenKind.Colon && cursor.Previous.Kind is TokenKind.Unquoted && cursor.Next.Kind is not TokenKind.Space;
        if (!isTight && !isInArray && parts is [.., not TextSyntax { IsSpace: true } and not TextSyntax, TextSyntax] or [.., TextSyntax { IsSpace: true }, TextSyntax])
        {
            GoBackTo(parts[^1].Start);
            parts.RemoveAt(parts.Count - 1);
            Misplaced.MissingComma(diagnostics, cursor, cursor.Current);
            return;
        }
        if (cursor.Current.Kind is TokenKind.Colon) Misplaced.Colon(diagnostics, cursor, isTight && parts.Count > 0 ? parts[^1].Start : -1);
        else Misplaced.Character(diagnostics, cursor, cursor.Current);
        cursor.SkipToNext();
    }

    private void GoBackTo(int offset)
    {
        while (cursor.Current.Start > offset) cursor.At--;
    }

    private ValueSyntax ParsePart(int depth)
    {
        var token = cursor.Current;
        switch (token.Kind)
        {
            case TokenKind.OpenBrace:
                return ParseObject(depth + 1);
            case TokenKind.OpenBracket:
                return ParseArray(depth + 1);
            case TokenKind.Reference or TokenKind.OptionalReference:
                return ParseReference();
            case TokenKind.Quoted or TokenKind.MultiLine:
                cursor.Take();
                return new TextSyntax(token.Start, token.End, QuotedText.Of(cursor.File, token, diagnostics), token.Kind);
            case TokenKind.Illegal:
                Misplaced.Character(diagnostics, cursor, token);
                break;
        }
        cursor.Take();
        return new TextSyntax(token.Start, token.End, cursor.TextOf(token), TokenKind.Unquoted);
    }

    private ValueSyntax ParseReference()
    {
        var opening = cursor.Take();
        cursor.SkipSpace();
        var first = cursor.At;
        var path = _paths.Parse();
        cursor.SkipSpace();
        if (cursor.Current.Kind is not TokenKind.CloseBrace)
        {
            if (cursor.Current.EndsValue || cursor.Current.Kind is TokenKind.Comment) Unbalanced.Bracket(diagnostics, cursor, opening);
            else RefuseInReference();
            while (!cursor.Current.EndsValue) cursor.Take();
            if (cursor.Current.Kind is TokenKind.CloseBrace) cursor.Take();
            return Broken(opening);
        }
        if (path is null && first == cursor.At)
            diagnostics.Error(cursor.SpanOf(opening), Code, "this reference names nothing", "write the path of a value into it, as in ${a.b}");
        var end = cursor.Take().End;
        return path is null ? Broken(opening) : new ReferenceSyntax(opening.Start, end, path, opening.Kind is TokenKind.OptionalReference);
    }

    private void RefuseInReference()
    {
        var token = cursor.Current;
        var hint = cursor.TextOf(token) == "?" ? "write ${?path}, without a blank" : "put the part of the path that has it in double quotes";
        diagnostics.Error(cursor.SpanOf(token), Code, $"'{cursor.TextOf(token)}' cannot stand in a reference", hint);
    }

    private TextSyntax Broken(Token opening) => new(opening.Start, cursor.Previous.End, "", TokenKind.Quoted);

    public ObjectSyntax ParseObject(int depth)
    {
        var start = cursor.Current.Start;
        if (!IsTooDeep(depth))
        {
            brackets.Open();
            var found = members.Parse(isBraced: true, depth);
            return new ObjectSyntax(start, cursor.Previous.End, found, isBraced: true);
        }
        return new ObjectSyntax(start, cursor.Previous.End, [], isBraced: true);
    }

    public ArraySyntax ParseArray(int depth)
    {
        var start = cursor.Current.Start;
        List<ValueSyntax> items = [];
        if (!IsTooDeep(depth))
        {
            brackets.Open();
            ParseItems(items, depth);
        }
        return new ArraySyntax(start, cursor.Previous.End, items);
    }

    /// <summary>Takes all up to the closing bracket and that as well.</summary>
    private void ParseItems(List<ValueSyntax> items, int depth)
    {
        var mayComma = false;
        while (true)
        {
            cursor.SkipBlank();
            if (cursor.Current.Kind is TokenKind.End or TokenKind.CloseBrace or TokenKind.CloseBracket)
            {
                if (brackets.TryClose()) return;
            }
            else if (items.Count > 0 && cursor.IsFirstOnLine(cursor.At) && IsField())
            {
                brackets.GiveUp();
                return;
            }
            else if (cursor.Current.Kind is TokenKind.Comma)
            {
                if (!mayComma) diagnostics.Error(cursor.SpanOf(cursor.Current), Code, "there is no value before this comma", "remove the comma");
                cursor.Take();
                mayComma = false;
            }
            else
            {
                if (ParseValue(depth, isInArray: true) is { } item) items.Add(item);
                mayComma = true;
            }
        }
    }

    /// <summary>Skips what is nested too deeply, without going down into it.</summary>
    private bool IsTooDeep(int depth)
    {
        if (depth <= ReadingLimits.DepthMax) return false;
        diagnostics.Error(cursor.SpanOf(cursor.Take()), Code, $"objects and arrays are nested more than {ReadingLimits.DepthMax} deep", "nest less deeply");
        for (var open = 1; open > 0 && cursor.Current.Kind is not TokenKind.End;)
        {
            var token = cursor.Take();
            if (token.Kind is TokenKind.OpenBrace or TokenKind.OpenBracket || token.IsReference) open++;
            else if (token.Kind is TokenKind.CloseBrace or TokenKind.CloseBracket) open--;
        }
        return true;
    }
}

using ActorMesh.Hocon.Reading.Syntax;

namespace ActorMesh.Hocon.Reading.Editing;

/// <summary>Finds where a value is to be written: in the place of the last one, or behind the last field of the object that it belongs to.</summary>
internal sealed class FieldSetting(ConfigSyntax syntax)
{
    private const string Step = "  ";

    private readonly TokenCursor _tokens = new(syntax.File, syntax.Tokens);
    private readonly ObjectSyntax _root = (ObjectSyntax)syntax.Root;

    private string Text => syntax.File.Text;

    private string LineEnd => Text.Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n";

    public List<TextChange> Set(IReadOnlyList<string> path, string value)
    {
        var all = FieldFinder.All(_root);
        var isObject = value.StartsWith('{');
        var last = all.LastOrDefault(field => field.IsAt(path));
        // An object merges with what was written for its key before; a scalar only gives way to what comes after.
        var inTheWay = all.Where(field => field.IsAtOrBelow(path) && field != last && (last is null || !Contains(last, field)) && (isObject || last is null || field.Field.Start > last.Field.Start));
        var changes = new FieldRemoval(syntax).Remove(inTheWay);
        changes.Add(last is null ? Insert(all, path, value) : Replace(last.Field, value, isObject));
        return changes;
    }

    private static bool Contains(FoundField outer, FoundField inner) => inner.Field.Start >= outer.Field.Start && inner.Field.End <= outer.Field.End;

    private TextChange Replace(FieldSyntax field, string value, bool isObject)
    {
        var separator = _tokens[_tokens.OverSpace(_tokens.IndexAt(field.Path[^1].End))];
        if (separator.Kind is TokenKind.PlusEquals) return new TextChange(separator.Start, field.Value.End, $"= {value}");
        if (separator.IsSeparator || isObject) return new TextChange(field.Value.Start, field.Value.End, value);
        return new TextChange(field.Path[^1].End, field.Value.End, $" = {value}");
    }

    private TextChange Insert(IReadOnlyList<FoundField> all, IReadOnlyList<string> path, string value)
    {
        var holder = all.Where(field => field.IsAbove(path) && field.Members is not null).OrderBy(field => field.Path.Count).LastOrDefault();
        var key = ConfigText.Path(path.Skip(holder?.Path.Count ?? 0));
        var field = value.StartsWith('{') ? $"{key} {value}" : $"{key} = {value}";
        var members = holder?.Members ?? _root;
        return members.Members.Count == 0 ? InsertFirst(members, field) : InsertBehind(members.Members[^1], field);
    }

    private TextChange InsertBehind(MemberSyntax last, string field)
    {
        var behind = _tokens.OverSpace(_tokens.IndexAt(last.End));
        var hasComma = _tokens[behind].Kind is TokenKind.Comma;
        var next = hasComma ? _tokens.OverSpace(behind + 1) : behind;
        if (_tokens[next].Kind is TokenKind.Comment) next++;
        if (_tokens[next].Kind is not (TokenKind.NewLine or TokenKind.End))
        {
            var at = hasComma ? _tokens[behind].End : last.End;
            return new TextChange(at, at, hasComma ? $" {field}" : $", {field}");
        }
        var indent = Indent(last.Start) + (_tokens.IsFirstOnLine(_tokens.IndexAt(last.Start)) ? "" : Step);
        return new TextChange(_tokens[next].Start, _tokens[next].Start, $"{LineEnd}{indent}{field}");
    }

    private TextChange InsertFirst(ObjectSyntax members, string field)
    {
        if (!members.IsBraced)
        {
            var start = Text.Length == 0 || Text.EndsWith('\n') || Text is "\uFEFF" ? "" : LineEnd;
            return new TextChange(Text.Length, Text.Length, $"{start}{field}{LineEnd}");
        }
        var closing = members.End - 1;
        if (!_tokens.IsFirstOnLine(_tokens.IndexAt(closing))) return new TextChange(members.Start + 1, closing, $" {field} ");
        var indent = Indent(closing);
        return new TextChange(closing - indent.Length, closing - indent.Length, $"{indent}{Step}{field}{LineEnd}");
    }

    private string Indent(int offset)
    {
        var start = offset - (syntax.File.PositionAt(offset).Column - 1);
        var end = start;
        while (end < offset && Characters.IsSpace(Text[end])) end++;
        return Text[start..end];
    }
}

using System.Text;
using ActorMesh.Hocon.Importing.Drafts;

namespace ActorMesh.Hocon.Importing.Writing;

/// <summary>Writes sections as HOCON: short ones on one line, long ones a key a line.</summary>
internal sealed class SectionWriter
{
    private const int WidthMax = 110, IndentWidth = 2;

    private readonly StringBuilder _text = new();

    public override string ToString() => _text.ToString();

    public void BlankLine() => _text.Append('\n');

    public void Comment(string comment, int depth)
    {
        var words = comment.Split(' ');
        var line = new StringBuilder();
        foreach (var word in words)
        {
            if (line.Length > 0 && line.Length + word.Length + 3 + depth * IndentWidth > WidthMax)
            {
                Line(HoconText.Comment(line.ToString()), depth);
                line.Clear();
            }

            if (line.Length > 0) line.Append(' ');
            line.Append(word);
        }

        Line(HoconText.Comment(line.ToString()), depth);
    }

    public void Line(string line, int depth) => _text.Append(' ', depth * IndentWidth).Append(line).Append('\n');

    /// <param name="depth">How far the entry itself is indented.</param>
    public void Entry(DraftEntry entry, int depth)
    {
        if (entry.Comment is not null) Comment(entry.Comment, depth);
        var width = WidthMax - depth * IndentWidth;
        if (OneLine(entry.Key, entry.Value) is { } line && line.Length <= width)
        {
            Line(line, depth);
            return;
        }

        switch (entry.Value)
        {
            case DraftObject section:
                Line($"{HoconText.Key(entry.Key)} {{", depth);
                foreach (var inner in section.Entries) Entry(inner, depth + 1);
                Line("}", depth);
                break;
            case DraftList list:
                Line($"{HoconText.Key(entry.Key)} = [", depth);
                foreach (var item in list.Items) Item(item, depth + 1);
                Line("]", depth);
                break;
            default:
                Line($"{HoconText.Key(entry.Key)} = {Inline(entry.Value)}", depth);
                break;
        }
    }

    private void Item(DraftNode item, int depth)
    {
        if (Inline(item) is { } line && (line.Length <= WidthMax - depth * IndentWidth || item is not DraftObject))
        {
            Line(line, depth);
            return;
        }

        Line("{", depth);
        foreach (var inner in ((DraftObject)item).Entries) Entry(inner, depth + 1);
        Line("}", depth);
    }

    /// <returns>Null when there are comments inside, which need lines of their own.</returns>
    public static string? OneLine(string key, DraftNode value)
    {
        if (value is not DraftObject section) return Inline(value) is { } plain ? $"{HoconText.Key(key)} = {plain}" : null;
        if (section.Entries is [{ Comment: null } main] && main.Key == Shorthands.Of(key)) return OneLine(key, main.Value);
        if (section.Entries is [{ Comment: null } only]) return OneLine(only.Key, only.Value) is { } inner ? $"{HoconText.Key(key)}.{inner}" : null;
        return Inline(section) is { } braces ? $"{HoconText.Key(key)} {braces}" : null;
    }

    private static string? Inline(DraftNode value) => value switch
    {
        DraftWord word => word.Word,
        DraftText text => HoconText.Value(text.Text),
        DraftList list => list.Items.Select(Inline).ToList() is var items && items.Contains(null) ? null : $"[{string.Join(", ", items)}]",
        DraftObject { IsEmpty: true } => "{}",
        DraftObject section when section.Entries.All(entry => entry.Comment is null) =>
            section.Entries.Select(entry => OneLine(entry.Key, entry.Value)).ToList() is var parts && parts.Contains(null)
                ? null
                : $"{{ {string.Join(", ", parts)} }}",
        _ => null,
    };
}

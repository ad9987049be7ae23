using System.Globalization;
using System.Text;

namespace ActorMesh.Hocon.Reading;

/// <summary>Shows a diagnostic with the line that it is about, what is meant underlined, and the hint behind that.</summary>
/// <remarks>
/// <code>
/// mesh.conf:58:9: error AM0104: unknown key 'retires' in services.orders.routes.place
///    58 |         retires { max-attempts = 1 }
///       |         ^^^^^^^ did you mean 'retries'?
/// </code>
/// </remarks>
public static class Excerpt
{
    /// <summary>In columns. Of a longer line the part around the place is shown.</summary>
    private const int WidthMax = 120;

    /// <summary>Columns before the place that are shown of a line that is too long.</summary>
    private const int LeadMax = 40;

    private const string Cut = "...";

    /// <returns>Lines parted by line feeds, without one at the end. One line when the place in the text is not known, and the hint below.</returns>
    public static string Of(Diagnostic diagnostic)
    {
        if (diagnostic.Span is not { } span) return diagnostic.ToString();
        var head = (diagnostic with { Hint = null }).ToString();
        var (shown, lead, carets) = Line(span);
        var number = span.Position.Line.ToString(CultureInfo.InvariantCulture).PadLeft(5);
        var hint = diagnostic.Hint is null ? "" : $" {diagnostic.Hint}";
        return $"{head}\n{$"{number} | {shown}".TrimEnd()}\n{new string(' ', number.Length)} | {new string(' ', lead)}{new string('^', carets)}{hint}";
    }

    /// <summary>The text of a line as it is shown, how far in the carets begin, and how many there are.</summary>
    private static (string Shown, int Lead, int Carets) Line(SourceSpan span)
    {
        var text = span.File.Text;
        var offset = Math.Clamp(span.Offset, 0, text.Length);
        var start = offset - (span.Position.Column - 1);
        var end = text.IndexOf('\n', offset);
        var isLong = (end < 0 ? text.Length : end) - start > WidthMax;
        var first = isLong ? Math.Max(start, offset - LeadMax) : start;
        var shown = new StringBuilder();
        if (first > start)
        {
            shown.Append(Cut);
            if (char.IsLowSurrogate(text[first])) first++;
        }
        Show(shown, text, first, offset);
        var lead = shown.Length;
        var at = Show(shown, text, offset, offset + Math.Max(1, span.Length));
        var carets = Math.Max(1, shown.Length - lead);
        at = Show(shown, text, at, text.Length);
        if (at < text.Length && text[at] is not ('\n' or '\r')) shown.Append(Cut);
        return (shown.ToString(), lead, carets);
    }

    /// <summary>Appends characters until one ends the line or the width is used up.</summary>
    /// <returns>The offset of the first that was not appended.</returns>
    private static int Show(StringBuilder shown, string text, int from, int to)
    {
        var at = from;
        for (; at < Math.Min(to, text.Length) && text[at] != '\n' && shown.Length < WidthMax; at++)
        {
            if (text[at] == '\t') shown.Append(' ', 4 - shown.Length % 4);
            else if (at + 1 < text.Length && char.IsSurrogatePair(text, at)) shown.Append(text, at++, 2);
            else if (text[at] == '\r' && (at + 1 == text.Length || text[at + 1] == '\n')) return at;
            else if (IsUnseen(text[at])) shown.Append(CultureInfo.InvariantCulture, $"\\u{(int)text[at]:x4}");
            else shown.Append(text[at]);
        }
        return at;
    }

    /// <summary>Characters that a terminal obeys instead of showing them, and those that change the order of others.</summary>
    private static bool IsUnseen(char character) => char.GetUnicodeCategory(character) is UnicodeCategory.Control or UnicodeCategory.Format
        or UnicodeCategory.Surrogate or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}

namespace ActorMesh.Hocon.Reading.Syntax;

/// <summary>Says what is wrong about a token that stands in a value and should not (AM0101).</summary>
internal static class Misplaced
{
    private const string Code = "AM0101";

    public static void MissingComma(DiagnosticList diagnostics, TokenCursor cursor, Token next) =>
        diagnostics.Error(
            cursor.SpanOf(next),
            Code,
            $"a comma or a new line is missing before {Shown.Of(cursor.TextOf(next).Trim('"'))}",
            "fields and values are parted by commas or new lines");

    /// <summary>A character that means something else, within text without quotes.</summary>
    public static void Character(DiagnosticList diagnostics, TokenCursor cursor, Token token) =>
        diagnostics.Error(
            cursor.SpanOf(token),
            Code,
            $"'{cursor.TextOf(token)}' cannot stand in a value without quotes",
            "put the whole value in double quotes");

    /// <summary>As in <c>host:80</c> and <c>http://host</c>.</summary>
    /// <param name="start">Where the value begins; negative when quotes around it would not help.</param>
    public static void Colon(DiagnosticList diagnostics, TokenCursor cursor, int start)
    {
        var text = cursor.File.Text;
        var end = cursor.Current.End;
        while (end < text.Length && text[end] is not (',' or '}' or ']' or '"' or '\n' or '#') && !Characters.IsSpace(text[end])) end++;
        diagnostics.Error(
            cursor.SpanOf(cursor.Current),
            Code,
            $"'{cursor.TextOf(cursor.Current)}' cannot stand in a value without quotes",
            start >= 0 && end - start <= 80 ? $"write \"{text[start..end]}\"" : "put the whole value in double quotes");
    }
}

using System.Globalization;
using System.Text;

namespace ActorMesh.Hocon.Reading.Syntax;

/// <summary>Undoes quotes and escapes. Source of the escapes: RFC 8259, section 7.</summary>
internal static class QuotedText
{
    private const string Code = "AM0101";

    public static string Of(SourceFile file, Token token, DiagnosticList diagnostics)
    {
        var raw = file.Text.AsSpan(token.Start, token.Length);
        var isClosed = IsClosed(raw, token.Kind);
        if (token.Kind is TokenKind.MultiLine) return (isClosed ? raw[3..^3] : raw[3..]).ToString();
        var inner = isClosed ? raw[1..^1] : raw[1..];
        if (inner.IndexOfAnyInRange('\0', '\u001F') < 0 && !inner.Contains('\\')) return inner.ToString();
        var text = new StringBuilder(inner.Length);
        for (var at = 0; at < inner.Length;)
        {
            if (inner[at] == '\\') at += Escape(file, token.Start + 1 + at, inner[at..], text, diagnostics);
            else
            {
                if (inner[at] < ' ') RefuseControl(file, token.Start + 1 + at, inner[at], diagnostics);
                text.Append(inner[at++]);
            }
        }
        return text.ToString();
    }

    public static bool IsClosed(ReadOnlySpan<char> raw, TokenKind kind)
    {
        if (kind is TokenKind.MultiLine) return raw.Length >= 6 && raw.EndsWith("\"\"\"");
        if (raw.Length < 2 || raw[^1] != '"') return false;
        var backslashes = 0;
        for (var at = raw.Length - 2; at > 0 && raw[at] == '\\'; at--) backslashes++;
        return backslashes % 2 == 0;
    }

    private static void RefuseControl(SourceFile file, int at, char character, DiagnosticList diagnostics)
    {
        var escape = character == '\t' ? "\\t" : $"\\u{(int)character:x4}";
        diagnostics.Error(new SourceSpan(file, at, 1), Code, "a control character cannot stand in quotes", $"write {escape}");
    }

    /// <returns>How many characters the escape takes.</returns>
    private static int Escape(SourceFile file, int offset, ReadOnlySpan<char> rest, StringBuilder text, DiagnosticList diagnostics)
    {
        if (rest.Length < 2)
        {
            text.Append('\\');
            return 1;
        }
        if (Simple(rest[1]) is { } simple)
        {
            text.Append(simple);
            return 2;
        }
        if (rest[1] == 'u' && rest.Length >= 6 && ushort.TryParse(rest[2..6], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit))
        {
            text.Append((char)unit);
            return 6;
        }
        var hint = rest[1] == 'u' ? "\\u takes four hexadecimal digits, as in \\u00e9" : $"write \\\\{rest[1]} for a backslash and this character";
        diagnostics.Error(new SourceSpan(file, offset, 2), Code, $"'\\{rest[1]}' is not an escape", hint);
        text.Append(rest[..2]);
        return 2;
    }

    private static char? Simple(char escape) => escape switch
    {
        '"' => '"',
        '\\' => '\\',
        '/' => '/',
        'b' => '\b',
        'f' => '\f',
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        _ => null,
    };
}

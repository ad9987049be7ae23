using System.Globalization;
using System.Text;

namespace ActorMesh.Hocon.Importing.Writing;

/// <summary>Texts and keys as HOCON writes them: without quotes where these change nothing.</summary>
/// <remarks>Source: HOCON specification, "Unquoted strings", "Path expressions", and JSON for escapes.</remarks>
internal static class HoconText
{
    private static readonly HashSet<string> Reserved = new(StringComparer.Ordinal) { "true", "false", "null", "on", "off", "yes", "no", "include" };

    public static string Value(string text) => IsPlain(text) ? text : Quote(text);

    public static string Key(string key) => IsPlain(key) || key is "on" or "off" or "yes" or "no" ? key : Quote(key);

    /// <summary>A comment of one line.</summary>
    public static string Comment(string text)
    {
        var line = new StringBuilder("# ");
        foreach (var character in text) line.Append(char.IsControl(character) || character is '\u2028' or '\u2029' ? ' ' : character);
        return line.ToString().TrimEnd();
    }

    // A letter first: what begins with a digit might be meant as a number.
    private static bool IsPlain(string text) =>
        text.Length is > 0 and <= 64
        && char.IsAsciiLetter(text[0])
        && text.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_')
        && !Reserved.Contains(text);

    private static string Quote(string text)
    {
        var quoted = new StringBuilder("\"", text.Length + 8);
        foreach (var character in text)
        {
            _ = character switch
            {
                '"' => quoted.Append("\\\""),
                '\\' => quoted.Append("\\\\"),
                '\n' => quoted.Append("\\n"),
                '\r' => quoted.Append("\\r"),
                '\t' => quoted.Append("\\t"),
                _ when char.IsControl(character) || char.IsSurrogate(character) => quoted.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}"),
                _ => quoted.Append(character),
            };
        }

        return quoted.Append('"').ToString();
    }
}

using System.Text;
using ActorMesh.Hocon.Reading;

namespace ActorMesh.Cli.Describing;

/// <summary>A configured value on one line: <c>2s</c>, <c>[GET, HEAD]</c>, <c>{ ratio = 20% }</c>.</summary>
internal static class ValueLine
{
    /// <summary>What is longer is cut and ends in dots.</summary>
    private const int CharactersMax = 120;

    public static string Of(ConfigValue value)
    {
        var text = new StringBuilder();
        Append(value, text);
        return text.Length <= CharactersMax ? text.ToString() : text.ToString(0, CharactersMax - 3) + "...";
    }

    // No deeper and no longer than what is shown of it.
    private static void Append(ConfigValue value, StringBuilder text)
    {
        switch (value)
        {
            case ConfigScalar scalar:
                text.Append(Scalar(scalar));
                break;
            case ConfigArray array:
                AppendAll("[", array.Items, "]", Append, text);
                break;
            case ConfigObject { Entries.Count: 0 }:
                text.Append("{}");
                break;
            case ConfigObject branch:
                AppendAll("{ ", branch.Entries, " }", (entry, line) => Append(entry.Value, line.Append(entry.Key).Append(" = ")), text);
                break;
            default:
                text.Append("null");
                break;
        }
    }

    private static void AppendAll<T>(string open, IReadOnlyList<T> items, string close, Action<T, StringBuilder> append, StringBuilder text)
    {
        text.Append(open);
        for (var i = 0; i < items.Count && text.Length <= CharactersMax; i++)
        {
            if (i > 0) text.Append(", ");
            append(items[i], text);
        }
        text.Append(close);
    }

    // Quotes only where the text could be read as something else, and never a character that moves the cursor.
    private static string Scalar(ConfigScalar scalar) =>
        scalar.Text.Length > 0 && scalar.Text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or '%' or '/' or ':' or '*' or '+')
            ? scalar.Text
            : $"\"{string.Concat(scalar.Text.Take(CharactersMax).Select(Shown))}\"";

    private static string Shown(char character) =>
        char.IsControl(character) ? $"\\u{(int)character:x4}" : character is '"' or '\\' ? $"\\{character}" : character.ToString();
}

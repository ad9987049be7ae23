using System.Globalization;
using System.Text;
using ActorMesh.Hocon.Reading.Syntax;

namespace ActorMesh.Hocon.Reading;

/// <summary>Writes names and texts as HOCON, with quotes only where they are needed.</summary>
public static class ConfigText
{
    /// <summary>A text that reads back as the same, and as no reference, number of parts or null.</summary>
    public static string Scalar(string text) => text != "null" && IsPlain(text) ? text : Quote(text);

    /// <summary>One element of a path.</summary>
    public static string Key(string name) => name != "include" && !name.Contains('.', StringComparison.Ordinal) && IsPlain(name) ? name : Quote(name);

    public static string Path(IEnumerable<string> names) => string.Join('.', names.Select(Key));

    private static bool IsPlain(string text)
    {
        if (text.Length == 0 || text.Contains("//", StringComparison.Ordinal)) return false;
        foreach (var character in text)
            if (char.IsControl(character) || Characters.IsReserved(character) || Characters.IsSpace(character)) return false;
        return true;
    }

    private static string Quote(string text)
    {
        var quoted = new StringBuilder("\"", text.Length + 2);
        foreach (var character in text)
        {
            if (character is '"' or '\\') quoted.Append('\\').Append(character);
            else if (character == '\n') quoted.Append("\\n");
            else if (character == '\t') quoted.Append("\\t");
            else if (char.IsControl(character)) quoted.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}");
            else quoted.Append(character);
        }
        return quoted.Append('"').ToString();
    }
}

using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace ActorMesh.Hocon.Exporting.Containers;

/// <summary>Values in a compose file, written so that neither YAML nor the variables of compose read them as something else.</summary>
internal static class ComposeText
{
    // What some version of YAML takes for a truth value or for nothing.
    private static readonly string[] ReservedWords = ["true", "false", "yes", "no", "on", "off", "y", "n", "null"];

    /// <param name="name">A name of the mesh language, or of a container.</param>
    public static string Key(string name) => char.IsAsciiLetter(name[0]) && !ReservedWords.Contains(name, StringComparer.Ordinal) ? name : Quoted(name);

    /// <summary>JSON, which YAML reads as it is.</summary>
    public static string Quoted(string text) => $"\"{JsonEncodedText.Encode(text.Replace("$", "$$", StringComparison.Ordinal), JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";

    public static string List(IEnumerable<string> items) => $"[{string.Join(", ", items.Select(Quoted))}]";

    public static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>The name of a variable that a container can be set by.</summary>
    public static string Variable(string name) => name.ToUpperInvariant().Replace('-', '_').Replace('.', '_');
}

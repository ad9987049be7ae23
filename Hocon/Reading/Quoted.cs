using System.Globalization;
using System.Text;

namespace ActorMesh.Hocon.Reading;

/// <summary>Shows a text from a file inside a message: in backticks, on one line, of bounded length, without control characters.</summary>
public static class Quoted
{
    private const int CharactersMax = 80;

    public static string Of(string text)
    {
        var shown = text.Length <= CharactersMax ? text : text[..CharactersMax];
        var result = new StringBuilder("`", shown.Length + 8);
        foreach (var character in shown)
        {
            if (char.IsControl(character) || char.IsSurrogate(character))
                result.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}");
            else
                result.Append(character);
        }
        return result.Append(shown.Length < text.Length ? "...`" : "`").ToString();
    }
}

using System.Text;

namespace ActorMesh.Hocon.Compiling.Routes;

/// <summary>Text as part of an RE2 expression.</summary>
internal static class Re2
{
    /// <summary>An expression that fits this text and nothing else.</summary>
    public static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length + 8);
        foreach (var character in text)
        {
            if (@"\.+*?()|[]{}^$".Contains(character, StringComparison.Ordinal)) escaped.Append('\\');
            escaped.Append(character);
        }
        return escaped.ToString();
    }
}

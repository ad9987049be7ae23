using ActorMesh.Hocon.Mesh;
using System.Text;

namespace ActorMesh.Hocon.Importing;

/// <summary>Makes names that a mesh file takes: DNS labels, of lower case letters, digits and dashes.</summary>
internal static class ServiceName
{
    private const int LengthMax = 63;

    /// <returns>Never empty.</returns>
    public static string Of(string text)
    {
        var name = new StringBuilder();
        foreach (var character in text.AsSpan(0, Math.Min(text.Length, 4 * LengthMax)))
        {
            if (char.IsAsciiLetterOrDigit(character)) name.Append(char.ToLowerInvariant(character));
            else if (name.Length > 0 && name[^1] != '-') name.Append('-');
        }

        var label = name.ToString().Trim('-');
        if (label.Length > LengthMax) label = label[..LengthMax].TrimEnd('-');
        if (label.Length == 0) return "unnamed";
        // A name that starts with a digit reads like a number, and `ingress` is the world outside.
        return char.IsAsciiDigit(label[0]) || label == Callers.Ingress ? $"s-{label}" : label;
    }
}

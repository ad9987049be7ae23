using System.Text;

namespace ActorMesh.Cli.Values;

/// <summary>The word of a mesh file for a constant: <c>RoundRobin</c> is <c>round-robin</c>.</summary>
internal static class EnumWord
{
    public static string Of<T>(T constant)
        where T : struct, Enum
    {
        var word = new StringBuilder();
        foreach (var character in constant.ToString())
        {
            if (char.IsAsciiLetterUpper(character) && word.Length > 0) word.Append('-');
            word.Append(char.ToLowerInvariant(character));
        }
        return word.ToString();
    }
}

using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;

namespace ActorMesh.DataPlane.Routing.Actions;

/// <summary>
/// Replaces everything that a pattern finds in a text; <c>\1</c>..<c>\9</c> stand for groups and <c>\0</c> for all that was found.
/// </summary>
/// <remarks>The one part of routing that allocates per request: the engine hands out groups only as objects.</remarks>
internal sealed class PatternReplacement
{
    private readonly Regex _finder;
    private readonly object[] _parts;

    private PatternReplacement(Regex finder, object[] parts) => (_finder, _parts) = (finder, parts);

    /// <summary>Reads a substitution in RE2's notation.</summary>
    /// <exception cref="FormatException">A group does not exist, or a backslash stands before something else than a digit or a
    /// backslash.</exception>
    public static PatternReplacement Parse(Regex finder, string substitution)
    {
        var groups = finder.GetGroupNumbers().Length - 1;
        var parts = new List<object>();
        var literal = new StringBuilder();
        for (var i = 0; i < substitution.Length; i++)
        {
            if (substitution[i] != '\\')
            {
                literal.Append(substitution[i]);
                continue;
            }
            var next = ++i < substitution.Length ? substitution[i] : ' ';
            if (next == '\\') literal.Append('\\');
            else if (!char.IsAsciiDigit(next)) 
                throw new FormatException($"\"\\{next}\" is not a reference; write \\0 to \\9, or \\\\ for a backslash");
            else if (next - '0' > groups)
                throw new FormatException($"\\{next} names a group, but the pattern has {groups}");
            else
            {
                parts.Add(Encoding.UTF8.GetBytes(literal.ToString()));
                parts.Add(next - '0');
                literal.Clear();
            }
        }
        parts.Add(Encoding.UTF8.GetBytes(literal.ToString()));
        return new PatternReplacement(finder, [.. parts]);
    }

    public byte[] Replace(ReadOnlySpan<byte> text)
    {
        var output = new ArrayBufferWriter<byte>(Math.Max(16, text.Length * 2));
        var subject = Encoding.UTF8.GetString(text);
        var copied = 0;
        var foundBefore = false;
        for (var match = _finder.Match(subject); match.Success; match = match.NextMatch())
        {
            // As in RE2, nothing is found again right behind the last finding.
            if (foundBefore && match.Length == 0 && match.Index == copied) continue;
            foundBefore = true;
            Encoding.UTF8.GetBytes(subject.AsSpan(copied, match.Index - copied), output);
            WriteParts(match, output);
            copied = match.Index + match.Length;
        }
        Encoding.UTF8.GetBytes(subject.AsSpan(copied), output);
        return output.WrittenSpan.ToArray();
    }

    private void WriteParts(Match match, ArrayBufferWriter<byte> output)
    {
        foreach (var part in _parts)
        {
            if (part is int group) Encoding.UTF8.GetBytes(match.Groups[group].ValueSpan, output);
            else output.Write((byte[])part);
        }
    }
}

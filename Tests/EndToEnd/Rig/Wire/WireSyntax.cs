using System.Globalization;
using System.Text;

namespace ActorMesh.Tests.EndToEnd.Rig.Wire;

/// <summary>
/// The grammar of RFC 9110 and RFC 9112 that both reference readers share. It favours plainness over speed and shares nothing with the
/// product's parser, so that a misunderstanding in one does not repeat in the other.
/// </summary>
internal static class WireSyntax
{
    private const string TokenSymbols = "!#$%&'*+-.^_`|~";

    public static bool IsToken(string text) => text.Length > 0 && text.All(IsTokenCharacter);

    /// <summary>RFC 9110 section 5.5: visible characters, obs-text, spaces and tabs; no other control character.</summary>
    public static bool IsFieldValue(string text) => text.All(character => character == '\t' || (character >= ' ' && character != '\x7f'));

    public static IEnumerable<string> Members(IEnumerable<WireField> fields, string name) => fields
        .Where(field => field.Is(name))
        .SelectMany(field => field.Value.Split(','))
        .Select(member => member.Trim(' ', '\t'))
        .Where(member => member.Length > 0);

    /// <summary>Where the line that starts at <paramref name="start"/> ends (index of its CRLF); -1 when the CRLF is not there yet.</summary>
    /// <exception cref="WireException">A CR or LF stands alone.</exception>
    public static int LineEnd(ReadOnlySpan<byte> bytes, int start)
    {
        for (var i = start; i < bytes.Length; i++)
        {
            if (bytes[i] == '\n') throw new WireException("a line ends in a bare LF");
            if (bytes[i] != '\r') continue;
            if (i + 1 == bytes.Length) return -1;
            return bytes[i + 1] == '\n' ? i : throw new WireException("a CR stands alone");
        }

        return -1;
    }

    /// <summary>Reads field lines up to and including the empty line; -1 when that is not there yet, else the index behind it.</summary>
    public static int ReadFields(ReadOnlySpan<byte> bytes, int start, List<WireField> fields)
    {
        while (true)
        {
            var end = LineEnd(bytes, start);
            if (end < 0) return -1;
            if (end == start) return end + 2;
            fields.Add(ReadField(Encoding.Latin1.GetString(bytes[start..end])));
            start = end + 2;
        }
    }

    /// <summary>Reads a Content-Length as one plain decimal number of at most 18 digits.</summary>
    public static long ReadLength(string value)
    {
        var plain = value.Length is > 0 and <= 18 && value.All(char.IsAsciiDigit);
        return plain ? long.Parse(value, CultureInfo.InvariantCulture) : throw new WireException($"Content-Length '{value}' is not a plain number");
    }

    private static WireField ReadField(string line)
    {
        if (line[0] is ' ' or '\t') throw new WireException("a field line starts with white space (obs-fold)");
        var colon = line.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0) throw new WireException($"field line '{line}' has no colon");
        if (!IsToken(line[..colon])) throw new WireException($"'{line[..colon]}' is not a field name");
        var value = line[(colon + 1)..].Trim(' ', '\t');
        return IsFieldValue(value) ? new WireField(line[..colon], value) : throw new WireException($"the value of {line[..colon]} holds a control character");
    }

    private static bool IsTokenCharacter(char character) =>
        char.IsAsciiLetterOrDigit(character) || TokenSymbols.Contains(character, StringComparison.Ordinal);
}

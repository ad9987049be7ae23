using System.Globalization;
using System.Text;

namespace ActorMesh.Tests.EndToEnd.Rig.Wire;

/// <summary>
/// Bytes as text that can be read and written: <c>\r \n \t \0 \\ \xHH</c>, and <c>${text*COUNT}</c> for a repetition (the text may
/// hold escapes, but no asterisk).
/// </summary>
internal static class Escaped
{
    private const int ShownMax = 600;

    public static byte[] Parse(string text)
    {
        var bytes = new MemoryStream();
        for (var i = 0; i < text.Length;)
        {
            if (text[i] == '\\') i = ParseEscape(text, i + 1, bytes);
            else if (text[i] == '$' && i + 1 < text.Length && text[i + 1] == '{') i = ParseRepetition(text, i + 2, bytes);
            else bytes.WriteByte((byte)text[i++]);
        }

        return bytes.ToArray();
    }

    public static string Show(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder();
        foreach (var value in bytes[..Math.Min(bytes.Length, ShownMax)])
        {
            text.Append(value switch
            {
                (byte)'\r' => "\\r",
                (byte)'\n' => "\\n",
                (byte)'\t' => "\\t",
                (byte)'\\' => "\\\\",
                < 32 or > 126 => $"\\x{value:X2}",
                _ => ((char)value).ToString(),
            });
        }

        return bytes.Length > ShownMax ? $"{text}... ({bytes.Length} bytes)" : text.ToString();
    }

    private static int ParseEscape(string text, int at, MemoryStream bytes)
    {
        switch (text[at])
        {
            case 'r': bytes.WriteByte((byte)'\r'); break;
            case 'n': bytes.WriteByte((byte)'\n'); break;
            case 't': bytes.WriteByte((byte)'\t'); break;
            case '0': bytes.WriteByte(0); break;
            case '\\': bytes.WriteByte((byte)'\\'); break;
            case 'x':
                bytes.WriteByte(byte.Parse(text.AsSpan(at + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
                return at + 3;
            default: throw new FormatException($"Unknown escape \\{text[at]} in: {text}");
        }

        return at + 1;
    }

    private static int ParseRepetition(string text, int at, MemoryStream bytes)
    {
        var star = text.IndexOf('*', at);
        var close = text.IndexOf('}', star);
        var unit = Parse(text[at..star]);
        var count = int.Parse(text.AsSpan(star + 1, close - star - 1), CultureInfo.InvariantCulture);
        for (var i = 0; i < count; i++) bytes.Write(unit);
        return close + 1;
    }
}

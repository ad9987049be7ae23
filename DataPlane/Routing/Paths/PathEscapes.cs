using System.Buffers;

namespace ActorMesh.DataPlane.Routing.Paths;

/// <summary>Percent-escapes of a path (RFC 3986 section 2.1).</summary>
internal static class PathEscapes
{
    private static readonly SearchValues<byte> Unreserved =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~"u8);

    /// <summary>
    /// Copies <paramref name="path"/> into <paramref name="output"/>, which is at least as long, and decodes on the way what is to be
    /// decoded.
    /// </summary>
    /// <param name="path">Starts with a slash.</param>
    /// <param name="strict">Refuses octets that no path may have and broken escapes, and decodes unreserved characters.</param>
    /// <param name="slashes">What to do with escaped slashes and backslashes.</param>
    /// <param name="output">Takes the result.</param>
    /// <param name="slashesUnescaped">True when one became a slash.</param>
    /// <returns>Bytes written, or -1 when the path is refused.</returns>
    public static int Decode(ReadOnlySpan<byte> path, bool strict, EscapedSlashes slashes, Span<byte> output, out bool slashesUnescaped)
    {
        slashesUnescaped = false;
        var length = 0;
        for (var i = 0; i < path.Length; i++)
        {
            var octet = path[i];
            var escaped = octet == '%' ? Escaped(path[i..]) : -1;
            if (strict && (octet is <= (byte)' ' or (byte)'#' or >= 0x7F || (octet == '%' && escaped <= 0))) return -1;
            var isSlash = octet == '\\' || escaped is '/' or '\\';
            if ((isSlash || escaped == 0) && slashes == EscapedSlashes.Reject) return -1;
            if (isSlash && slashes != EscapedSlashes.Keep)
            {
                slashesUnescaped = true;
                output[length++] = (byte)'/';
            }
            else if (strict && escaped >= 0 && Unreserved.Contains((byte)escaped)) output[length++] = (byte)escaped;
            else
            {
                // What stays escaped is copied whole, so that what it stands for is not looked at as if it stood there plainly.
                output[length++] = octet;
                if (escaped < 0) continue;
                output[length++] = path[i + 1];
                output[length++] = path[i + 2];
            }
            if (escaped >= 0) i += 2;
        }
        return length;
    }

    /// <summary>The octet that an escape stands for, or -1 for a broken one.</summary>
    private static int Escaped(ReadOnlySpan<byte> text)
    {
        if (text.Length < 3) return -1;
        var (high, low) = (HexDigit(text[1]), HexDigit(text[2]));
        return high < 0 || low < 0 ? -1 : (high << 4) | low;
    }

    private static int HexDigit(byte digit) => digit switch
    {
        >= (byte)'0' and <= (byte)'9' => digit - '0',
        >= (byte)'a' and <= (byte)'f' => digit - 'a' + 10,
        >= (byte)'A' and <= (byte)'F' => digit - 'A' + 10,
        _ => -1,
    };
}

using ActorMesh.DataPlane.Bytes;

namespace ActorMesh.DataPlane.Http.Http1;

/// <summary>Writes the end of a chunked body with those trailer fields that may be passed on.</summary>
internal static class TrailerWriter
{
    /// <param name="lines">Checked field lines, each with its CRLF.</param>
    public static void AppendLastChunk(ByteBuffer into, ReadOnlySpan<byte> lines)
    {
        into.Append("0\r\n"u8);
        while (!lines.IsEmpty)
        {
            var length = lines.IndexOf((byte)'\n') + 1;
            if (MayPass(lines[..lines.IndexOf((byte)':')])) into.Append(lines[..length]);
            lines = lines[length..];
        }

        into.Append("\r\n"u8);
    }

    /// <summary>Fields that frame, route, authenticate or describe the content mean nothing so late, or worse (RFC 9110 section 6.5.1).</summary>
    private static bool MayPass(ReadOnlySpan<byte> name) =>
        KnownHeaders.Recognise(name) == KnownHeader.None && !Starts(name, "content-"u8) && !Starts(name, "proxy-"u8) && !Starts(name, "if-"u8)
        && !Is(name, "authorization"u8) && !Is(name, "www-authenticate"u8) && !Is(name, "set-cookie"u8) && !Is(name, "cache-control"u8)
        && !Is(name, "range"u8) && !Is(name, "max-forwards"u8) && !Is(name, "pragma"u8) && !Is(name, "location"u8) && !Is(name, "vary"u8);

    private static bool Starts(ReadOnlySpan<byte> name, ReadOnlySpan<byte> lower) => name.Length >= lower.Length && Is(name[..lower.Length], lower);

    private static bool Is(ReadOnlySpan<byte> name, ReadOnlySpan<byte> lower) => System.Text.Ascii.EqualsIgnoreCase(name, lower);
}

namespace ActorMesh.DataPlane.Routing.Paths;

/// <summary>Removes <c>.</c> and <c>..</c> from a path (RFC 3986 section 5.2.4). A <c>..</c> at the root stays at the root.</summary>
internal static class DotSegments
{
    /// <summary>Whether a segment is <c>.</c> or <c>..</c> with parameters behind it, be their semicolon escaped or not.</summary>
    public static bool HasParameter(ReadOnlySpan<byte> path)
    {
        foreach (var range in path.Split((byte)'/'))
        {
            var segment = path[range];
            var rest = segment.StartsWith(".."u8) ? segment[2..] : segment.StartsWith("."u8) ? segment[1..] : default;
            if (rest.StartsWith(";"u8) || rest.StartsWith("%3b"u8) || rest.StartsWith("%3B"u8)) return true;
        }
        return false;
    }

    /// <summary>Works in place: the result is never longer.</summary>
    /// <param name="path">Starts with a slash.</param>
    /// <returns>Bytes that are left.</returns>
    public static int Remove(Span<byte> path)
    {
        var length = 0;
        for (var start = 0; start < path.Length;)
        {
            // A segment is a slash and what follows it.
            var next = path[(start + 1)..].IndexOf((byte)'/');
            var end = next < 0 ? path.Length : start + 1 + next;
            var isLast = end == path.Length;
            var segment = path[(start + 1)..end];
            if (segment.SequenceEqual(".."u8)) length = Math.Max(0, path[..length].LastIndexOf((byte)'/'));
            if (segment.SequenceEqual(".."u8) || segment.SequenceEqual("."u8))
            {
                if (isLast) path[length++] = (byte)'/';
            }
            else
            {
                path[start..end].CopyTo(path[length..]);
                length += end - start;
            }
            start = end;
        }
        return length;
    }
}

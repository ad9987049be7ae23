namespace ActorMesh.DataPlane.Routing.Paths;

/// <summary>Removes <c>.</c> and <c>..</c> from a path (RFC 3986 section 5.2.4). A <c>..</c> at the root stays at the root.</summary>
internal static class DotSegments
{
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

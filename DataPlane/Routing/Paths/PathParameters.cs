namespace ActorMesh.DataPlane.Routing.Paths;

/// <summary>What stands behind a semicolon in a segment of a path (RFC 3986 section 3.3), be the semicolon escaped or not.</summary>
internal static class PathParameters
{
    public static bool AreIn(ReadOnlySpan<byte> path) => path.Contains((byte)';') || path.IndexOf("%3b"u8) >= 0 || path.IndexOf("%3B"u8) >= 0;

    /// <summary>Whether a segment is <c>.</c> or <c>..</c> but for its parameters.</summary>
    public static bool AreOnDots(ReadOnlySpan<byte> path)
    {
        foreach (var range in path.Split((byte)'/'))
        {
            var segment = path[range];
            var rest = segment.StartsWith(".."u8) ? segment[2..] : segment.StartsWith("."u8) ? segment[1..] : default;
            if (rest.StartsWith(";"u8) || rest.StartsWith("%3b"u8) || rest.StartsWith("%3B"u8)) return true;
        }
        return false;
    }
}

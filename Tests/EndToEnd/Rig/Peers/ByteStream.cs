namespace ActorMesh.Tests.EndToEnd.Rig.Peers;

/// <summary>
/// An endless, known sequence of bytes. Its period is a prime, so that a block that is lost, doubled or moved by any buffer size shows.
/// </summary>
internal static class ByteStream
{
    private const int Period = 65_521;
    private static readonly byte[] Pattern = MakePattern();

    /// <summary>At most <paramref name="most"/> bytes of the sequence, from a position.</summary>
    public static ReadOnlyMemory<byte> Slice(long position, long most)
    {
        var start = (int)(position % Period);
        return Pattern.AsMemory(start, (int)Math.Min(most, Pattern.Length - start));
    }

    /// <summary>True when the bytes are what the sequence has at that position.</summary>
    public static bool Matches(long position, ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            var expected = Slice(position, bytes.Length).Span;
            if (!bytes[..expected.Length].SequenceEqual(expected)) return false;
            position += expected.Length;
            bytes = bytes[expected.Length..];
        }

        return true;
    }

    private static byte[] MakePattern()
    {
        var bytes = new byte[Period * 4];
        for (var i = 0; i < bytes.Length; i++) bytes[i] = (byte)((i % Period * 2_654_435_761L) >> 16);
        return bytes;
    }
}

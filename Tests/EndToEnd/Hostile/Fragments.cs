namespace ActorMesh.Tests.EndToEnd.Hostile;

/// <summary>Cuts bytes into the writes of a <see cref="Fragmentation"/>.</summary>
internal static class Fragments
{
    private const int BytewiseMax = 2048;
    private const int LinewiseMax = 100;
    private const int Piece = 1000;

    public static IEnumerable<ReadOnlyMemory<byte>> Of(ReadOnlyMemory<byte> bytes, Fragmentation how) => how switch
    {
        Fragmentation.Whole => [bytes],
        Fragmentation.Bytes => Bytewise(bytes),
        _ => Linewise(bytes),
    };

    private static IEnumerable<ReadOnlyMemory<byte>> Bytewise(ReadOnlyMemory<byte> bytes)
    {
        for (var at = 0; at < bytes.Length;)
        {
            var nearEdge = at < BytewiseMax || bytes.Length - at <= BytewiseMax;
            var size = nearEdge ? 1 : Math.Min(Piece, bytes.Length - at - BytewiseMax);
            yield return bytes.Slice(at, size);
            at += size;
        }
    }

    private static IEnumerable<ReadOnlyMemory<byte>> Linewise(ReadOnlyMemory<byte> bytes)
    {
        for (var lines = 0; bytes.Length > 0 && lines < LinewiseMax; lines++)
        {
            var end = bytes.Span.IndexOf("\r\n"u8);
            var size = end < 0 ? bytes.Length : end + 2;
            yield return bytes[..size];
            bytes = bytes[size..];
        }

        if (bytes.Length > 0) yield return bytes;
    }
}

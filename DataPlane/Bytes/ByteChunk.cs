namespace ActorMesh.DataPlane.Bytes;

/// <summary>
/// A run of bytes on its way through a stream. The stage that pushes it owns it and reuses it: it is <b>borrowed until the next pull</b>.
/// </summary>
public sealed class ByteChunk
{
    public byte[] Array { get; private set; } = [];

    public int Start { get; private set; }

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Span => Array.AsSpan(Start, Length);

    public ByteChunk Set(byte[] array, int start, int length)
    {
        (Array, Start, Length) = (array, start, length);
        return this;
    }
}

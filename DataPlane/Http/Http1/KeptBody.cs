using ActorMesh.DataPlane.Bytes;

namespace ActorMesh.DataPlane.Http.Http1;

/// <summary>Body bytes that have been sent and may have to be sent again. Holds a pooled array only while it holds bytes.</summary>
internal sealed class KeptBody
{
    private byte[]? _array;

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Span => _array.AsSpan(0, Length);

    /// <summary>True while somebody else may be reading the array: it is then left to him.</summary>
    public bool IsLent { get; set; }

    public void Append(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty) return;
        if (_array is null || _array.Length - Length < bytes.Length) Grow(Length + bytes.Length);
        bytes.CopyTo(_array.AsSpan(Length));
        Length += bytes.Length;
    }

    /// <summary>All of it, to be read until <see cref="IsLent"/> is taken back.</summary>
    public ByteChunk Lend(ByteChunk chunk)
    {
        IsLent = true;
        return chunk.Set(_array ?? [], 0, Length);
    }

    /// <summary>Leaves the array to whom it is lent, and goes on with another that holds the same.</summary>
    public void Renew() => Grow(Length);

    public void Release()
    {
        if (_array is not null && !IsLent) BufferPool.Return(_array);
        _array = null;
        Length = 0;
        IsLent = false;
    }

    private void Grow(int length)
    {
        var larger = BufferPool.Rent(Math.Max(length, 2 * Length));
        Span.CopyTo(larger);
        var kept = Length;
        Release();
        (_array, Length) = (larger, kept);
    }
}

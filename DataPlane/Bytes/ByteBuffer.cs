namespace ActorMesh.DataPlane.Bytes;

/// <summary>
/// A growable run of pooled bytes, filled at its end and consumed at its start. Holds an array only while it holds bytes or is being filled,
/// so an idle connection costs nothing here. Not thread-safe: it belongs to one stage.
/// </summary>
/// <param name="initialSize">What it starts with when it is first filled.</param>
public sealed class ByteBuffer(int initialSize = BufferPool.Small)
{
    /// <summary>What a buffer starts with: enough for a head and a small body.</summary>
    public const int SmallSize = BufferPool.Small;

    /// <summary>What a buffer grows to for a stream of body bytes: large enough that system calls stop to matter.</summary>
    public const int LargeSize = BufferPool.Large;

    private byte[]? _array;

    public byte[] Array => _array ?? [];

    public int Start { get; private set; }

    public int End { get; private set; }

    public int Length => End - Start;

    public bool IsEmpty => Start == End;

    public bool HasArray => _array is not null;

    public ReadOnlySpan<byte> Span => _array.AsSpan(Start, Length);

    /// <summary>Room at the end for at least <paramref name="atLeast"/> bytes. Commit what was written with <see cref="Advance"/>.</summary>
    public Span<byte> Free(int atLeast)
    {
        if (_array is null) _array = BufferPool.Rent(Math.Max(atLeast, initialSize));
        else if (_array.Length - End < atLeast) MakeRoom(atLeast);
        return _array.AsSpan(End);
    }

    /// <summary>Room at the end for one read from a socket. Commit what was written with <see cref="Advance"/>.</summary>
    /// <param name="large">Whether it is part of a stream of body bytes.</param>
    /// <param name="most">Bytes that the read may take at most.</param>
    public Memory<byte> RoomToRead(bool large, int most)
    {
        var room = Free(Math.Min(large ? LargeSize : SmallSize, most)).Length;
        return _array.AsMemory(End, Math.Min(room, most));
    }

    public void Advance(int count) => End += count;

    public void Append(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Free(bytes.Length));
        End += bytes.Length;
    }

    public void Append(byte value)
    {
        Free(1)[0] = value;
        End++;
    }

    /// <summary>Drops <paramref name="count"/> bytes from the start.</summary>
    public void Consume(int count)
    {
        Start += count;
        if (Start == End) Start = End = 0;
    }

    public void Clear() => Start = End = 0;

    /// <summary>Forgets the bytes and gives the array back.</summary>
    public void Release()
    {
        Clear();
        if (_array is null) return;
        BufferPool.Return(_array);
        _array = null;
    }

    /// <summary>Forgets the bytes and the array, which something outside may still write to or read from.</summary>
    public void Abandon()
    {
        Clear();
        _array = null;
    }

    private void MakeRoom(int atLeast)
    {
        var length = Length;
        var old = _array!;
        if (old.Length - length < atLeast) _array = BufferPool.Rent(Math.Max(length + atLeast, old.Length * 2));
        Buffer.BlockCopy(old, Start, _array!, 0, length);
        (Start, End) = (0, length);
        if (!ReferenceEquals(old, _array)) BufferPool.Return(old);
    }
}

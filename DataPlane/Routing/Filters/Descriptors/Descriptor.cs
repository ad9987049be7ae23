using System.Buffers;
using System.Buffers.Binary;

namespace ActorMesh.DataPlane.Routing.Filters.Descriptors;

/// <summary>What one request is counted by: keys with values, in order. Reused.</summary>
internal sealed class Descriptor
{
    private readonly ArrayBufferWriter<byte> _bytes = new(256);
    private readonly List<(string Key, int Start, int Length)> _entries = new(4);

    public int Count => _entries.Count;

    public void Begin()
    {
        _bytes.ResetWrittenCount();
        _entries.Clear();
    }

    public void Add(string key, ReadOnlySpan<byte> value)
    {
        _entries.Add((key, _bytes.WrittenCount, value.Length));
        _bytes.Write(value);
    }

    public string Key(int entry) => _entries[entry].Key;

    public ReadOnlySpan<byte> Value(int entry) => _bytes.WrittenSpan.Slice(_entries[entry].Start, _entries[entry].Length);

    /// <summary>The values of some entries as one key: none, the value itself, or each behind its length.</summary>
    /// <param name="chosen">Entries, in order.</param>
    public ReadOnlySpan<byte> Join(ReadOnlySpan<int> chosen)
    {
        if (chosen.Length == 0) return default;
        if (chosen.Length == 1) return Value(chosen[0]);
        var start = _bytes.WrittenCount;
        foreach (var entry in chosen)
        {
            BinaryPrimitives.WriteInt32LittleEndian(_bytes.GetSpan(sizeof(int)), _entries[entry].Length);
            _bytes.Advance(sizeof(int));
            // The room is made before the value is read: growing moves what is written.
            var target = _bytes.GetSpan(_entries[entry].Length + 1);
            Value(entry).CopyTo(target);
            _bytes.Advance(_entries[entry].Length);
        }

        return _bytes.WrittenSpan[start..];
    }
}

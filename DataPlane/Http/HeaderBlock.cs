using System.Text;

namespace ActorMesh.DataPlane.Http;

/// <summary>
/// The header fields of one message, in order. Parsed fields are views into borrowed bytes; added fields live in storage of its own.
/// Reused from message to message, so that a request allocates nothing once the block has grown to its size.
/// </summary>
public sealed class HeaderBlock
{
    private HeaderField[] _fields = new HeaderField[24];
    private byte[] _source = [];
    private byte[] _added = [];
    private int _addedLength;

    /// <summary>Slots in use, removed ones included: loop from 0 and skip those where <see cref="IsPresent"/> is false.</summary>
    public int Slots { get; private set; }

    /// <summary>Forgets all fields and reads further ones from <paramref name="source"/>, which stays borrowed until the next reset.</summary>
    public void Reset(byte[] source)
    {
        _source = source;
        _addedLength = 0;
        Slots = 0;
    }

    /// <summary>Goes on with a copy of the source in which everything stands <paramref name="shift"/> further on.</summary>
    internal void Rebase(byte[] source, int shift)
    {
        _source = source;
        foreach (ref var field in _fields.AsSpan(0, Slots))
        {
            if (field.IsAdded) continue;
            field.NameStart += shift;
            field.ValueStart += shift;
        }
    }

    /// <summary>Appends a field that lies in the source.</summary>
    internal KnownHeader AppendParsed(int nameStart, int nameLength, int valueStart, int valueLength)
    {
        var known = KnownHeaders.Recognise(_source.AsSpan(nameStart, nameLength));
        NextSlot() = new HeaderField
        {
            NameStart = nameStart, NameLength = nameLength,
            ValueStart = valueStart, ValueLength = valueLength, Known = known,
        };
        return known;
    }

    public bool IsPresent(int slot) => !_fields[slot].IsRemoved;

    /// <summary>True for a field that the message's own Connection field names: it goes no further than this hop (RFC 9110 section 7.6.1).</summary>
    public bool IsNominated(int slot) => _fields[slot].IsNominated;

    /// <summary>Marks every field of that name, in any case, as one for this hop alone.</summary>
    internal void Nominate(ReadOnlySpan<byte> name)
    {
        for (var slot = Find(name); slot >= 0; slot = Find(name, slot + 1)) _fields[slot].IsNominated = true;
    }

    public KnownHeader Known(int slot) => _fields[slot].Known;

    public ReadOnlySpan<byte> Name(int slot)
    {
        ref var field = ref _fields[slot];
        return (field.IsAdded ? _added : _source).AsSpan(field.NameStart, field.NameLength);
    }

    public ReadOnlySpan<byte> Value(int slot)
    {
        ref var field = ref _fields[slot];
        return (field.IsAdded ? _added : _source).AsSpan(field.ValueStart, field.ValueLength);
    }

    /// <summary>Where a parsed value lies in the source.</summary>
    internal (int Start, int Length) ValueRange(int slot) => (_fields[slot].ValueStart, _fields[slot].ValueLength);

    /// <summary>The first slot at or after <paramref name="from"/> that holds <paramref name="known"/>, or -1.</summary>
    public int Find(KnownHeader known, int from = 0)
    {
        for (var slot = from; slot < Slots; slot++)
            if (_fields[slot].Known == known && !_fields[slot].IsRemoved) return slot;
        return -1;
    }

    /// <summary>The first slot at or after <paramref name="from"/> whose name equals <paramref name="name"/> without case, or -1.</summary>
    public int Find(ReadOnlySpan<byte> name, int from = 0)
    {
        for (var slot = from; slot < Slots; slot++)
            if (_fields[slot].NameLength == name.Length && !_fields[slot].IsRemoved && Ascii.EqualsIgnoreCase(Name(slot), name)) return slot;
        return -1;
    }

    public void RemoveAt(int slot) => _fields[slot].IsRemoved = true;

    public void Remove(KnownHeader known)
    {
        for (var slot = Find(known); slot >= 0; slot = Find(known, slot + 1)) RemoveAt(slot);
    }

    public void Remove(ReadOnlySpan<byte> name)
    {
        for (var slot = Find(name); slot >= 0; slot = Find(name, slot + 1)) RemoveAt(slot);
    }

    /// <summary>Appends a field, even if one of that name is there.</summary>
    public void Add(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        var start = Store(name, value);
        NextSlot() = new HeaderField
        {
            NameStart = start, NameLength = name.Length,
            ValueStart = start + name.Length, ValueLength = value.Length,
            Known = KnownHeaders.Recognise(name), IsAdded = true,
        };
    }

    /// <summary>Replaces every field of that name by one.</summary>
    public void Set(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        Remove(name);
        Add(name, value);
    }

    private int Store(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        var start = _addedLength;
        _addedLength += name.Length + value.Length;
        if (_addedLength > _added.Length) Array.Resize(ref _added, Math.Max(256, _addedLength * 2));
        name.CopyTo(_added.AsSpan(start));
        value.CopyTo(_added.AsSpan(start + name.Length));
        return start;
    }

    private ref HeaderField NextSlot()
    {
        if (Slots == _fields.Length) Array.Resize(ref _fields, Slots * 2);
        return ref _fields[Slots++];
    }
}

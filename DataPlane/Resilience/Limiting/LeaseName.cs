using System.Buffers.Binary;
using System.Text;

namespace ActorMesh.DataPlane.Resilience.Limiting;

/// <summary>Which limit of the mesh: a domain, and what requests are counted by.</summary>
public sealed record LeaseName(string Domain, IReadOnlyList<KeyValuePair<string, string>> Entries)
{
    /// <summary>The keys of its entries, without the values that clients choose.</summary>
    public string EntryKeys => string.Join(',', Entries.Select(entry => entry.Key));

    public override string ToString() => $"{Domain}/{string.Join(',', Entries.Select(entry => $"{entry.Key}={entry.Value}"))}";

    /// <summary>Appends one part of a name in its binary form: the domain, then keys and values by turns. Each stands behind its length.</summary>
    public static void Write(System.Buffers.ArrayBufferWriter<byte> target, ReadOnlySpan<byte> part)
    {
        var room = target.GetSpan(sizeof(int) + part.Length);
        BinaryPrimitives.WriteInt32LittleEndian(room, part.Length);
        part.CopyTo(room[sizeof(int)..]);
        target.Advance(sizeof(int) + part.Length);
    }

    internal static LeaseName Parse(ReadOnlySpan<byte> binary)
    {
        var domain = Part(ref binary);
        List<KeyValuePair<string, string>> entries = [];
        while (!binary.IsEmpty) entries.Add(new(Part(ref binary), Part(ref binary)));
        return new LeaseName(domain, entries);
    }

    private static string Part(ref ReadOnlySpan<byte> binary)
    {
        var length = BinaryPrimitives.ReadInt32LittleEndian(binary);
        var text = Encoding.UTF8.GetString(binary.Slice(sizeof(int), length));
        binary = binary[(sizeof(int) + length)..];
        return text;
    }
}

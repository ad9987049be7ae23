using ActorMesh.Hocon.Reading;

namespace ActorMesh.Hocon.Envoy.Documents;

/// <summary>Keys in the order of the file, each once; merged keys stand behind its own.</summary>
internal sealed class MappingNode(SourcePosition position) : DocumentNode(position)
{
    private readonly List<MappingEntry> _entries = [];
    private readonly Dictionary<string, int> _indexOfKey = new(StringComparer.Ordinal);

    public IReadOnlyList<MappingEntry> Entries => _entries;

    public override string Kind => "a mapping";

    public MappingEntry? Find(string key) => _indexOfKey.TryGetValue(key, out var index) ? _entries[index] : null;

    /// <returns>False when the key is there already; then nothing changes.</returns>
    public bool TryAdd(MappingEntry entry)
    {
        if (!_indexOfKey.TryAdd(entry.Key, _entries.Count)) return false;
        _entries.Add(entry);
        Grow(entry.Value);
        return true;
    }

    /// <summary>Takes over the keys of <paramref name="other"/> that this mapping lacks (the YAML merge key).</summary>
    public void Merge(MappingNode other)
    {
        foreach (var entry in other.Entries) TryAdd(entry);
    }

    private void Grow(DocumentNode value)
    {
        Size += value.Size;
        Height = Math.Max(Height, value.Height + 1);
    }
}

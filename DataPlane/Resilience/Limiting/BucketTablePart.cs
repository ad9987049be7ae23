namespace ActorMesh.DataPlane.Resilience.Limiting;

/// <summary>The buckets of some of a table's keys, in the order in which they were used.</summary>
internal sealed class BucketTablePart
{
    private readonly Lock _lock = new();
    private readonly Dictionary<byte[], Entry> _entries;
    private readonly Dictionary<byte[], Entry>.AlternateLookup<ReadOnlySpan<byte>> _bySpan;
    private readonly BucketSettings _settings;
    private readonly int _max;
    private readonly Entry _ends = new([], null!); // Of a ring: Newer is the oldest entry, Older the newest.

    public BucketTablePart(BucketSettings settings, int max)
    {
        (_settings, _max) = (settings, max);
        _entries = new Dictionary<byte[], Entry>(KeyComparer.Instance);
        _bySpan = _entries.GetAlternateLookup<ReadOnlySpan<byte>>();
        _ends.Newer = _ends.Older = _ends;
    }

    public int Count
    {
        get
        {
            lock (_lock) return _entries.Count;
        }
    }

    public TokenBucket Find(ReadOnlySpan<byte> key, out bool hasEvicted)
    {
        lock (_lock)
        {
            hasEvicted = false;
            if (_bySpan.TryGetValue(key, out var entry))
            {
                if (_ends.Older == entry) return entry.Bucket;
                Unlink(entry);
            }
            else
            {
                hasEvicted = _entries.Count == _max;
                if (hasEvicted) Drop(_ends.Newer);
                entry = new Entry(key.ToArray(), new TokenBucket(_settings));
                _entries.Add(entry.Key, entry);
            }

            LinkNewest(entry);
            return entry.Bucket;
        }
    }

    public void Put(byte[] key, TokenBucket bucket)
    {
        lock (_lock)
        {
            if (_entries.Count == _max) Drop(_ends.Newer);
            var entry = new Entry(key, bucket);
            _entries.Add(key, entry);
            LinkNewest(entry);
        }
    }

    public IReadOnlyList<(byte[] Key, TokenBucket Bucket)> OldestFirst()
    {
        lock (_lock)
        {
            List<(byte[], TokenBucket)> found = new(_entries.Count);
            for (var entry = _ends.Newer; entry != _ends; entry = entry.Newer) found.Add((entry.Key, entry.Bucket));
            return found;
        }
    }

    private void Drop(Entry entry)
    {
        Unlink(entry);
        _entries.Remove(entry.Key);
    }

    private static void Unlink(Entry entry) => (entry.Older.Newer, entry.Newer.Older) = (entry.Newer, entry.Older);

    private void LinkNewest(Entry entry)
    {
        (entry.Older, entry.Newer) = (_ends.Older, _ends);
        _ends.Older.Newer = entry;
        _ends.Older = entry;
    }

    private sealed class Entry(byte[] key, TokenBucket bucket)
    {
        public byte[] Key => key;

        public TokenBucket Bucket => bucket;

        public Entry Older { get; set; } = null!; // Set when it is linked in.

        public Entry Newer { get; set; } = null!; // Set when it is linked in.
    }
}

using System.Collections.Concurrent;
using System.Text;
using ActorMesh.DataPlane.Routing.Matching;

namespace ActorMesh.DataPlane.Routing;

/// <summary>Every cluster name of one table, and the names that requests brought in a header.</summary>
public sealed class ClusterReferences
{
    /// <summary>Names that strangers send are kept up to here; beyond it each gets an object of its own, so memory stays bounded.</summary>
    internal const int NamesFromHeadersMax = 1024;

    private readonly ConcurrentDictionary<byte[], ClusterReference> _byName = new(ByteKeyComparer.Instance);
    private readonly ConcurrentDictionary<byte[], ClusterReference>.AlternateLookup<ReadOnlySpan<byte>> _bySpan;
    private int _fromHeaders;

    internal ClusterReferences() => _bySpan = _byName.GetAlternateLookup<ReadOnlySpan<byte>>();

    /// <summary>All names known so far, in no order.</summary>
    public IEnumerable<ClusterReference> All => _byName.Values;

    /// <summary>The reference of a configured name, made on first use.</summary>
    internal ClusterReference Intern(string name) =>
        _byName.GetOrAdd(Encoding.UTF8.GetBytes(name), static (_, name) => new ClusterReference(name), name);

    /// <summary>The reference of a name that a request sent. Allocates only for a name not seen before.</summary>
    public ClusterReference Find(ReadOnlySpan<byte> name)
    {
        if (_bySpan.TryGetValue(name, out var known)) return known;
        var reference = new ClusterReference(Encoding.UTF8.GetString(name));
        if (Volatile.Read(ref _fromHeaders) >= NamesFromHeadersMax) return reference;
        Interlocked.Increment(ref _fromHeaders);
        return _byName.GetOrAdd(name.ToArray(), reference);
    }
}

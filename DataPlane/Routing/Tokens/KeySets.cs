using System.Collections.Concurrent;

namespace ActorMesh.DataPlane.Routing.Tokens;

/// <summary>The keys of issuers, by the address that they are fetched from. All listeners of a data plane share them.</summary>
public sealed class KeySets
{
    private readonly ConcurrentDictionary<string, KeyCell> _cells = new(StringComparer.Ordinal);

    public KeyCell Of(string address) => _cells.GetOrAdd(address, _ => new KeyCell());
}

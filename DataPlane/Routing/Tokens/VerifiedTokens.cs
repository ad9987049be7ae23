using System.Collections.Concurrent;

namespace ActorMesh.DataPlane.Routing.Tokens;

/// <summary>
/// Tokens of one provider that were found good, so that the next request with one costs no signature. Bounded: what was not used since as many new ones came
/// is forgotten. A token is good again only by the keys that it was found good by, so that a key which is withdrawn is believed no longer.
/// </summary>
internal sealed class VerifiedTokens
{
    /// <summary>Twice as many are kept at most.</summary>
    public const int GenerationMax = 4096;

    private volatile ConcurrentDictionary<TokenHash, Entry> _young = new();
    private volatile ConcurrentDictionary<TokenHash, Entry> _old = new();
    private int _count;

    /// <param name="now">Seconds since 1970.</param>
    public bool Contains(in TokenHash token, KeySet keys, long now)
    {
        if (!_young.TryGetValue(token, out var entry))
        {
            if (!_old.TryGetValue(token, out entry)) return false;
            Keep(token, entry);
        }

        return ReferenceEquals(entry.Keys, keys) && now >= entry.From && now < entry.Until;
    }

    /// <param name="from">From when it is good, skew included; seconds since 1970.</param>
    /// <param name="until">Until when.</param>
    public void Add(in TokenHash token, KeySet keys, long from, long until) => Keep(token, new Entry(keys, from, until));

    private void Keep(in TokenHash token, Entry entry)
    {
        _young[token] = entry;
        if (Interlocked.Increment(ref _count) < GenerationMax) return;
        Volatile.Write(ref _count, 0);
        _old = _young;
        _young = new ConcurrentDictionary<TokenHash, Entry>();
    }

    private sealed record Entry(KeySet Keys, long From, long Until);
}

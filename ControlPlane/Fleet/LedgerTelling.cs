using ActorMesh.Runtime.Contracts.Cluster;

namespace ActorMesh.ControlPlane.Fleet;

/// <summary>What a control node still has to tell the leader's ledger, in numbered deltas.</summary>
/// <param name="incarnation">Another one with each life of the node.</param>
internal sealed class LedgerTelling(string node, long incarnation)
{
    /// <summary>In one message.</summary>
    public const int EntriesMax = 200;

    /// <summary>Proxies whose counts wait; what others counted meanwhile is lost.</summary>
    public const int CountedMax = 20_000;

    private readonly HashSet<ProxyKey> _changed = [];
    private readonly Dictionary<ProxyKey, ProxyErrors> _counted = [];
    private long _number;
    private long _numberAtAnnouncement;

    public bool HasMore => _changed.Count > 0 || _counted.Count > 0;

    public void Changed(ProxyKey proxy) => _changed.Add(proxy);

    public void Counted(ProxyKey proxy, long requests, long failures)
    {
        if (!_counted.TryGetValue(proxy, out var waiting))
        {
            if (_counted.Count >= CountedMax) return;
            _counted[proxy] = waiting = new ProxyErrors { Proxy = proxy.Id, Service = proxy.Service };
        }
        waiting.Requests += requests;
        waiting.Failures += failures;
    }

    /// <summary>Whether a ledger that says this of itself lacks something that it was told before it last said so.</summary>
    public bool Lacks(RolloutAnnouncement announcement)
    {
        var mark = announcement.Marks.FirstOrDefault(mark => mark.Node == node);
        var lacks = mark is null || mark.Incarnation != incarnation || mark.Number < _numberAtAnnouncement;
        _numberAtAnnouncement = _number;
        return lacks;
    }

    /// <returns>The next delta; with nothing in it, it says that the node lives.</returns>
    public LedgerDelta Next(Func<ProxyKey, LedgerEntry?> entryOf)
    {
        var delta = Numbered();
        foreach (var proxy in _changed.Take(EntriesMax).ToList())
        {
            _changed.Remove(proxy);
            if (entryOf(proxy) is { } entry) delta.Entries.Add(entry);
        }
        foreach (var (proxy, errors) in _counted.Take(EntriesMax).ToList())
        {
            _counted.Remove(proxy);
            delta.Errors.Add(errors);
        }
        return delta;
    }

    /// <returns>All of it, in messages that are to be told in this order.</returns>
    public IReadOnlyList<LedgerDelta> Whole(IEnumerable<LedgerEntry> entries)
    {
        _changed.Clear();
        List<LedgerDelta> all = [.. entries.Chunk(EntriesMax).DefaultIfEmpty([]).Select(chunk =>
        {
            var delta = Numbered();
            delta.Entries.AddRange(chunk);
            return delta;
        })];
        all[0].IsWhole = true;
        return all;
    }

    private LedgerDelta Numbered() => new() { Node = node, Incarnation = incarnation, Number = ++_number };
}

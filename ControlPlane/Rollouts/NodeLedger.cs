using ActorMesh.Runtime.Contracts.Cluster;

namespace ActorMesh.ControlPlane.Rollouts;

/// <summary>What one control node told of its proxies. Deltas count only in their order: a gap is closed by telling all of it again.</summary>
internal sealed class NodeLedger(string node)
{
    private const long Untold = -1;

    private readonly Dictionary<ProxyKey, LedgerProxy> _proxies = [];
    private long _former;

    public string Node => node;

    public long Incarnation { get; private set; }

    public long Number { get; private set; }

    public DateTimeOffset HeardAt { get; private set; }

    public IReadOnlyDictionary<ProxyKey, LedgerProxy> Proxies => _proxies;

    /// <param name="room">How many proxies more than now it may come to.</param>
    /// <returns>False when it has to be told again.</returns>
    public bool Take(LedgerDelta delta, DateTimeOffset now, int room)
    {
        HeardAt = now;
        var follows = delta.Incarnation == Incarnation && delta.Number == Number + 1;
        // Another incarnation is another life, whatever the node's clock says; only what the former one told comes too late.
        var restarts = delta.IsWhole && (delta.Incarnation == Incarnation ? delta.Number > Number : delta.Incarnation != _former);
        if (!follows && !restarts) return false;
        if (delta.Incarnation != Incarnation) _former = Incarnation;
        (Incarnation, Number) = (delta.Incarnation, delta.Number);
        if (delta.IsWhole)
        {
            room += _proxies.Count;
            _proxies.Clear();
        }
        foreach (var entry in delta.Entries)
        {
            var proxy = Proxy(entry, now);
            if (!_proxies.ContainsKey(proxy.Key) && room-- <= 0) continue;
            _proxies[proxy.Key] = proxy;
        }
        return true;
    }

    /// <summary>The node is silent: so are its proxies, as far as anyone can tell. When it speaks again, it has to tell all of it.</summary>
    public void Silence(DateTimeOffset now)
    {
        Number = Untold;
        foreach (var (id, proxy) in _proxies.Where(entry => entry.Value.GoneAt is null).ToList()) _proxies[id] = proxy with { GoneAt = now };
    }

    /// <summary>Forgets who is gone since before this.</summary>
    public void Forget(DateTimeOffset before)
    {
        foreach (var id in _proxies.Where(entry => entry.Value.GoneAt < before).Select(entry => entry.Key).ToList()) _proxies.Remove(id);
    }

    private LedgerProxy Proxy(LedgerEntry entry, DateTimeOffset now) => new(
        entry.Proxy, entry.Service, node, entry.ConnectedAt?.ToDateTimeOffset() ?? now, entry.Running, entry.Refused, entry.Refusal,
        entry.At?.ToDateTimeOffset() ?? now, entry.GoneAt is { } gone ? Earlier(gone.ToDateTimeOffset(), now) : null)
    {
        HasLeft = entry.HasLeft,
        IsUnserved = entry.IsUnserved,
    };

    /// <summary>The clock of a node may be ahead of the leader's.</summary>
    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;
}

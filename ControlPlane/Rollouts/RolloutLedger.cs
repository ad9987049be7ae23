using ActorMesh.Runtime.Contracts.Cluster;

namespace ActorMesh.ControlPlane.Rollouts;

/// <summary>
/// Which proxies run which version of the mesh, who refused one and why, as all control nodes tell. What a node tells changes only what is known
/// by that node, so it does not matter in which order nodes are heard; where two know a proxy, the one where it is connected is right.
/// </summary>
public sealed class RolloutLedger
{
    /// <summary>Over all nodes; more are not kept.</summary>
    public const int ProxiesMax = 20_000;

    public const int NodesMax = 32;

    /// <summary>Who has not come back by then is no longer known.</summary>
    public static readonly TimeSpan GoneKept = TimeSpan.FromMinutes(2);

    /// <summary>A node that is silent for longer has lost its proxies, as far as can be told.</summary>
    public static readonly TimeSpan NodeSilenceMax = TimeSpan.FromSeconds(15);

    private readonly Dictionary<string, NodeLedger> _nodes = new(StringComparer.Ordinal);

    /// <summary>Each once.</summary>
    public IReadOnlyList<LedgerProxy> Proxies => [.. Merged().Values];

    /// <returns>False when the node has to tell all of it again.</returns>
    public bool Take(LedgerDelta delta, DateTimeOffset now)
    {
        if (!_nodes.TryGetValue(delta.Node, out var node))
        {
            if (_nodes.Count >= NodesMax) return false;
            _nodes[delta.Node] = node = new NodeLedger(delta.Node);
        }
        return node.Take(delta, now, ProxiesMax - _nodes.Values.Sum(one => one.Proxies.Count));
    }

    public LedgerProxy? Find(ProxyKey proxy)
    {
        LedgerProxy? found = null;
        foreach (var node in _nodes.Values)
            if (node.Proxies.TryGetValue(proxy, out var known) && (found is null || IsRighter(known, found))) found = known;
        return found;
    }

    /// <summary>What each node is known to have told.</summary>
    public IReadOnlyList<RolloutAnnouncement.Types.Mark> Marks() =>
        [.. _nodes.Values.Select(node => new RolloutAnnouncement.Types.Mark { Node = node.Node, Incarnation = node.Incarnation, Number = node.Number })];

    /// <summary>Nodes that are silent, proxies that stay away: time goes by.</summary>
    public void Look(DateTimeOffset now)
    {
        foreach (var node in _nodes.Values.ToList())
        {
            if (now - node.HeardAt > NodeSilenceMax) node.Silence(now);
            node.Forget(now - GoneKept);
            if (node.Proxies.Count == 0 && now - node.HeardAt > GoneKept) _nodes.Remove(node.Node);
        }
    }

    private static bool IsRighter(LedgerProxy one, LedgerProxy other)
    {
        if (one.GoneAt is null != other.GoneAt is null) return one.GoneAt is null;
        return (one.ConnectedAt, one.Node).CompareTo((other.ConnectedAt, other.Node)) > 0;
    }

    private Dictionary<ProxyKey, LedgerProxy> Merged()
    {
        var merged = new Dictionary<ProxyKey, LedgerProxy>();
        foreach (var proxy in _nodes.Values.SelectMany(node => node.Proxies.Values))
            if (!merged.TryGetValue(proxy.Key, out var known) || IsRighter(proxy, known)) merged[proxy.Key] = proxy;
        return merged;
    }
}

using ActorMesh.Runtime.Contracts.Cluster;
using Standing = ActorMesh.Runtime.Contracts.Cluster.RegisteredProxy.Types.Standing;

namespace ActorMesh.ControlPlane.Registry;

/// <summary>
/// Who is alive, as one control node knows it from its own streams and from what the others tell. Every node keeps all of it and decides alone;
/// the order in which news arrives changes nothing.
/// </summary>
/// <remarks>
/// A proxy is an endpoint while some node that can be reached has its stream. Once it says that it leaves, it is none. When it is only out of
/// sight, it stays for <see cref="RegistrySettings.LingerOf"/>, and beyond that as a stale endpoint as long as fewer than half of its service
/// are in sight: that many do not die at once, so it is the control plane that does not see. It then goes when enough of its
/// service are in sight, when another proxy has its address, or when a person says so.
/// </remarks>
/// <param name="self">host:port of this node.</param>
/// <param name="incarnation">Another one with every start of this node.</param>
internal sealed class ProxyRegistry(string self, long incarnation, RegistrySettings settings)
{
    /// <summary>Those that were removed last are shown.</summary>
    public const int RemovedMax = 50;

    /// <summary>A node that is asked for all it has seen has that long to tell.</summary>
    private static readonly TimeSpan AskAgainAfter = TimeSpan.FromSeconds(1);

    private readonly Dictionary<string, NodeSightings> _nodes = new(StringComparer.Ordinal) { [self] = new NodeSightings((incarnation, 1)) };
    private readonly Unseen _unseen = new();
    private readonly Dictionary<ProxyKey, long> _dropped = [];
    private readonly Queue<RemovedEndpoint> _removed = new();
    private readonly HashSet<ProxyKey> _untold = [];
    private long _told;

    private NodeSightings Own => _nodes[self];

    /// <summary>What this node has seen itself changed since it was last told.</summary>
    public bool HasChanges => Own.At.Sequence != _told;

    /// <summary>Taken away by this node although they did not leave; the last one last.</summary>
    public IReadOnlyCollection<RemovedEndpoint> Removed => _removed;

    /// <summary>A stream of this node.</summary>
    /// <returns>Why it is refused; null when it is not.</returns>
    public string? See(Registration registration, DateTimeOffset connected, DateTimeOffset now)
    {
        var problem = RegistrationCheck.Problem(registration, settings) ?? Crowded(registration);
        if (problem is not null)
        {
            End(registration.Key, isInOrder: true, now);
            return problem;
        }
        Keep(new Sighting(RegistrationCheck.Normal(registration), Standing.Live, connected.ToUnixTimeMilliseconds()));
        return null;
    }

    private string? Crowded(Registration registration)
    {
        if (Own.ByProxy.ContainsKey(registration.Key)) return null;
        if (Own.ByProxy.Count >= settings.ProxiesMax) return $"this control node has {settings.ProxiesMax} registrations already, which is the most: connect to another";
        return Own.ByProxy.Values.Count(sighting => sighting.Registration.Service == registration.Service) >= settings.ProxiesPerServiceMax
            ? $"this control node has {settings.ProxiesPerServiceMax} registrations of {registration.Service} already, which is the most of one service: connect to another"
            : null;
    }

    /// <summary>A stream of this node ended, or does not stand for an endpoint any more.</summary>
    public void End(ProxyKey proxy, bool isInOrder, DateTimeOffset now)
    {
        if (!Own.ByProxy.TryGetValue(proxy, out var known) || known.Standing == Standing.Gone) return;
        Keep(isInOrder ? known with { Standing = Standing.Gone, Since = now.ToUnixTimeMilliseconds() } : known with { Standing = Standing.Lost });
    }

    /// <summary>What another node has seen: all of it, or what changed.</summary>
    public Hearing Hear(RegistryShare share, DateTimeOffset now)
    {
        if (share.Node == self) return Hearing.Nothing;
        if (!_nodes.TryGetValue(share.Node, out var known))
        {
            if (_nodes.Count > settings.NodesMax) return Hearing.Nothing;
            _nodes[share.Node] = known = new NodeSightings { HeardAt = now };
        }
        var hearing = known.Judge(share);
        if ((share.Incarnation, share.Sequence) == known.At) known.HeardAt = now;
        if (hearing == Hearing.Lacking)
        {
            if (now - known.AskedAt < AskAgainAfter) return Hearing.Nothing;
            known.AskedAt = now;
        }
        if (hearing != Hearing.News) return hearing;
        if (known.Assembly.Add(share) is not { } told) return Hearing.Nothing;
        Take(known, told, isAll: share.Since == 0);
        known.HeardAt = now;
        known.Reach(share.Incarnation, share.Sequence);
        return Hearing.News;
    }

    /// <summary>What was known before this node started. None of them is in sight yet.</summary>
    public void Recall(IEnumerable<RegisteredProxy> proxies)
    {
        foreach (var sighting in proxies.Select(RegistryShares.Read).Where(IsSound)) Remember(sighting);
    }

    /// <param name="reachable">By host:port; a node that is not among them is not judged by it.</param>
    public void Reach(IReadOnlyDictionary<string, bool> reachable)
    {
        foreach (var (node, known) in _nodes) known.IsReachable = reachable.GetValueOrDefault(node, true);
    }

    /// <summary>A person says that it is no more.</summary>
    public void Forget(ProxyKey proxy, DateTimeOffset now)
    {
        if (Last(proxy) is not { } last || InSight(proxy, now) is not null) return;
        Drop(last, now, "somebody said that it is no more");
    }

    /// <summary>Lets time pass.</summary>
    /// <param name="previous">What it was before; it is returned when nothing changed.</param>
    public EndpointSet Endpoints(EndpointSet previous, DateTimeOffset now)
    {
        Tidy(now);
        var standing = Ids().Select(id => Verdict(id, now)).OfType<Sighting>().ToList();
        _unseen.Look(standing.Where(sighting => sighting.Standing == Standing.Lost).Select(sighting => sighting.Proxy), now);
        var services = standing.GroupBy(sighting => sighting.Registration.Service, StringComparer.Ordinal);
        var next = EndpointSet.Of(services.SelectMany(service => Of([.. service], now)), previous);
        return next.ChangedSince(previous).Count == 0 ? previous : next;
    }

    /// <summary>What this node tells others who know nothing of it.</summary>
    public IReadOnlyList<RegistryShare> Share() => RegistryShares.Of(
        self, Own.At, since: 0, Own.ByProxy.Values.OrderBy(sighting => sighting.Proxy, ProxyKey.InOrder).Select(RegistryShares.Written));

    /// <summary>What this node tells others who know what it told before. With nothing in it, it says that the node lives.</summary>
    public IReadOnlyList<RegistryShare> Changes()
    {
        var changes = RegistryShares.Of(self, Own.At, _told, _untold.Order(ProxyKey.InOrder).Select(Told));
        _untold.Clear();
        _told = Own.At.Sequence;
        return changes;
    }

    /// <summary>All that are endpoints now, for whoever starts when nobody is in sight: see <see cref="Recall"/>.</summary>
    public IReadOnlyList<RegisteredProxy> Known(DateTimeOffset now) =>
    [
        .. Ids().Order(ProxyKey.InOrder).Select(id => Verdict(id, now)).OfType<Sighting>()
            .Select(sighting => RegistryShares.Written(sighting with { Standing = Standing.Lost })),
    ];

    /// <summary>The other nodes of which all is known.</summary>
    public IReadOnlyCollection<string> Heard => [.. _nodes.Where(node => node.Value.IsKnown && node.Key != self).Select(node => node.Key)];

    /// <summary>Those whose streams are here.</summary>
    public IEnumerable<Registration> OwnLive => Own.ByProxy.Values.Where(sighting => sighting.Standing == Standing.Live).Select(sighting => sighting.Registration);

    private HashSet<ProxyKey> Ids() => _nodes.Values.SelectMany(node => node.ByProxy.Keys).Concat(_unseen.Remembered).ToHashSet();

    private IEnumerable<RegisteredEndpoint> Of(IReadOnlyList<Sighting> service, DateTimeOffset now)
    {
        var live = service.Where(sighting => sighting.Standing == Standing.Live).ToList();
        var taken = live.Select(sighting => (sighting.Registration.Address, sighting.Registration.Port)).ToHashSet();
        var lost = service.Where(sighting => sighting.Standing == Standing.Lost).ToList();
        var replaced = lost.Where(sighting => taken.Contains((sighting.Registration.Address, sighting.Registration.Port))).ToList();
        lost = [.. lost.Except(replaced)];
        var due = lost.Where(sighting => _unseen.IsDue(sighting.Proxy, now, settings)).ToHashSet();
        var mayGo = live.Count >= lost.Count;
        foreach (var sighting in replaced) Drop(sighting, now, "another proxy has its address and port");
        if (mayGo)
            foreach (var sighting in due) Drop(sighting, now, "no control node has seen it for too long");
        return live.Select(sighting => new RegisteredEndpoint(sighting.Registration, IsStale: false))
            .Concat(lost.Where(sighting => !mayGo || !due.Contains(sighting)).Select(sighting => new RegisteredEndpoint(sighting.Registration, due.Contains(sighting))));
    }

    /// <returns>How the proxy stands, live or lost; null when it is none.</returns>
    private Sighting? Verdict(ProxyKey proxy, DateTimeOffset now)
    {
        if (InSight(proxy, now) is { } live)
        {
            if (_dropped.TryGetValue(proxy, out var once) && live.Since >= once) _dropped.Remove(proxy);
            return live;
        }
        if (Last(proxy) is not { } known || (_dropped.TryGetValue(proxy, out var dropped) && known.Since <= dropped)) return null;
        if (known.Standing != Standing.Gone) return known with { Standing = Standing.Lost };
        // Kept in mind for longer than it is told, so that nobody who lost sight of it before brings it back.
        _dropped[proxy] = known.Since;
        return null;
    }

    private Sighting? InSight(ProxyKey proxy, DateTimeOffset now) => Latest(proxy, null, (name, node) => node.Sees(proxy) && CanSee(name, node, now));

    private bool CanSee(string name, NodeSightings node, DateTimeOffset now) => name == self || (node.IsReachable && now - node.HeardAt <= settings.Silence);

    private Sighting? Last(ProxyKey proxy) => Latest(proxy, _unseen.Recalled(proxy), static (_, _) => true);

    private Sighting? Latest(ProxyKey proxy, Sighting? recalled, Func<string, NodeSightings, bool> counts)
    {
        var (latest, by) = (recalled, "");
        foreach (var (name, node) in _nodes)
        {
            if (!node.ByProxy.TryGetValue(proxy, out var sighting) || !counts(name, node)) continue;
            if (latest is null || Compare(sighting, name, latest, by) > 0) (latest, by) = (sighting, name);
        }
        return latest;
    }

    /// <summary>One that left comes after one that was connected at the same time.</summary>
    private static int Compare(Sighting left, string leftNode, Sighting right, string rightNode)
    {
        var order = (left.Since, left.Standing == Standing.Gone).CompareTo((right.Since, right.Standing == Standing.Gone));
        return order == 0 ? string.CompareOrdinal(leftNode, rightNode) : order;
    }

    private bool IsSound(Sighting sighting) =>
        sighting.Standing is Standing.Live or Standing.Lost or Standing.Gone && RegistrationCheck.Problem(sighting.Registration, settings) is null;

    private void Keep(Sighting sighting)
    {
        var id = sighting.Proxy;
        if (Own.ByProxy.TryGetValue(id, out var known) && known == sighting) return;
        Own.ByProxy[id] = sighting;
        Changed(id);
    }

    private void Changed(ProxyKey proxy)
    {
        _untold.Add(proxy);
        Own.Reach(incarnation, Own.At.Sequence + 1);
    }

    private RegisteredProxy Told(ProxyKey proxy) =>
        Own.ByProxy.TryGetValue(proxy, out var sighting) ? RegistryShares.Written(sighting) : new RegisteredProxy { ProxyId = proxy.Id, Service = proxy.Service };

    private void Take(NodeSightings known, IReadOnlyList<RegisteredProxy> told, bool isAll)
    {
        var sound = told.Select(RegistryShares.Read).Where(IsSound).ToLookup(sighting => sighting.Proxy);
        foreach (var id in (isAll ? known.ByProxy.Keys : told.Select(proxy => new ProxyKey(proxy.Service, proxy.ProxyId))).Where(id => !sound.Contains(id)).ToList())
            if (known.ByProxy.Remove(id, out var lost) && lost.Standing != Standing.Gone) Remember(lost);
        foreach (var sighting in sound) known.ByProxy[sighting.Key] = sighting.Last();
    }

    private void Drop(Sighting sighting, DateTimeOffset now, string why)
    {
        _dropped[sighting.Proxy] = sighting.Since;
        _removed.Enqueue(new RemovedEndpoint(sighting.Registration, now, why));
        if (_removed.Count > RemovedMax) _removed.Dequeue();
    }

    private void Remember(Sighting sighting) => _unseen.Remember(sighting with { Standing = sighting.Standing == Standing.Gone ? Standing.Gone : Standing.Lost });

    private void Tidy(DateTimeOffset now)
    {
        var before = now.ToUnixTimeMilliseconds() - (long)settings.GoneKept.TotalMilliseconds;
        foreach (var (id, _) in Own.ByProxy.Where(own => (own.Value.Standing == Standing.Gone && own.Value.Since < before) || IsDropped(own.Value)).ToList())
        {
            Own.ByProxy.Remove(id);
            Changed(id);
        }
        foreach (var (name, node) in _nodes.Where(node => node.Key != self && now - node.Value.HeardAt > settings.GoneKept).ToList())
        {
            foreach (var sighting in node.ByProxy.Values) Remember(sighting);
            _nodes.Remove(name);
        }
        _unseen.Drop(sighting => IsDropped(sighting) || (sighting.Standing == Standing.Gone && sighting.Since < before));
        foreach (var id in _dropped.Keys.Where(id => Last(id) is null).ToList()) _dropped.Remove(id);
    }

    private bool IsDropped(Sighting sighting) =>
        sighting.Standing == Standing.Lost && _dropped.TryGetValue(sighting.Proxy, out var since) && sighting.Since <= since;
}

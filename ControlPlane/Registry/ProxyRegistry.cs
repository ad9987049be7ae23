using ActorMesh.Runtime.Contracts.Cluster;
using Standing = ActorMesh.Runtime.Contracts.Cluster.RegisteredProxy.Types.Standing;

namespace ActorMesh.ControlPlane.Registry;

/// <summary>
/// Who is alive, as one control node knows it from its own streams and from what the others tell. Every node keeps all of it and decides alone;
/// the order in which news arrives changes nothing.
/// </summary>
/// <remarks>
/// A proxy is an endpoint while some node that can be reached has its stream. Once it says that it leaves, it is none. When it is only out of
/// sight, it stays for <see cref="RegistrySettings.Linger"/>, and beyond that as a stale endpoint as long as fewer than half of its service
/// are in sight: that many do not die at once, so it is the control plane that does not see. It then goes when enough of its
/// service are in sight, when another proxy has its address, or when a person says so.
/// </remarks>
/// <param name="self">host:port of this node.</param>
/// <param name="incarnation">Higher with every start of this node.</param>
internal sealed class ProxyRegistry(string self, long incarnation, RegistrySettings settings)
{
    private readonly Dictionary<string, NodeSightings> _nodes = new(StringComparer.Ordinal) { [self] = new NodeSightings { At = (incarnation, 1) } };
    private readonly Unseen _unseen = new();
    private readonly Dictionary<string, long> _dropped = new(StringComparer.Ordinal);

    private NodeSightings Own => _nodes[self];

    /// <summary>Changes with every change of what this node has seen itself.</summary>
    public long Sequence => Own.At.Sequence;

    /// <summary>A stream of this node.</summary>
    /// <returns>Why it is refused; null when it is not.</returns>
    public string? See(Registration registration, DateTimeOffset connected, DateTimeOffset now)
    {
        var problem = RegistrationCheck.Problem(registration, settings);
        if (problem is null && !Own.ByProxy.ContainsKey(registration.ProxyId) && Own.ByProxy.Count >= settings.ProxiesMax)
            problem = $"this control node has {settings.ProxiesMax} registrations already, which is the most: connect to another";
        if (problem is not null)
        {
            End(registration.ProxyId, isInOrder: true, now);
            return problem;
        }
        Keep(new Sighting(RegistrationCheck.Normal(registration), Standing.Live, connected.ToUnixTimeMilliseconds()));
        return null;
    }

    /// <summary>A stream of this node ended, or does not stand for an endpoint any more.</summary>
    public void End(string proxyId, bool isInOrder, DateTimeOffset now)
    {
        if (!Own.ByProxy.TryGetValue(proxyId, out var known) || known.Standing == Standing.Gone) return;
        Keep(isInOrder ? known with { Standing = Standing.Gone, Since = now.ToUnixTimeMilliseconds() } : known with { Standing = Standing.Lost });
    }

    /// <summary>What another node has seen: all of it.</summary>
    /// <returns>Whether it was news.</returns>
    public bool Hear(string node, (long Incarnation, long Sequence) at, IEnumerable<RegisteredProxy> proxies, DateTimeOffset now)
    {
        if (node == self) return false;
        if (!_nodes.TryGetValue(node, out var known)) _nodes[node] = known = new NodeSightings();
        if (at.CompareTo(known.At) < 0) return false;
        known.HeardAt = now;
        if (at == known.At) return false;
        var before = known.ByProxy.Values.ToList();
        known.At = at;
        known.ByProxy.Clear();
        foreach (var sighting in proxies.Select(RegistryShares.Read).Where(IsSound)) known.ByProxy[sighting.Registration.ProxyId] = sighting;
        foreach (var lost in before.Where(sighting => sighting.Standing != Standing.Gone && !known.ByProxy.ContainsKey(sighting.Registration.ProxyId))) Remember(lost);
        return true;
    }

    /// <summary>What was known before this node started. None of them is in sight yet.</summary>
    public void Recall(IEnumerable<RegisteredProxy> proxies)
    {
        foreach (var sighting in proxies.Select(RegistryShares.Read).Where(IsSound)) Remember(sighting);
    }

    /// <param name="reachable">By host:port; a node that is not among them is not judged by it.</param>
    public void Reach(IReadOnlyDictionary<string, bool> reachable)
    {
        foreach (var (node, known) in _nodes) known.IsReachable = node == self || reachable.GetValueOrDefault(node, true);
    }

    /// <summary>A person says that it is no more.</summary>
    public void Forget(string proxyId, DateTimeOffset now)
    {
        if (Sightings(proxyId).LastOrDefault() is not { } last || IsInSight(proxyId, now)) return;
        _dropped[proxyId] = last.Since;
    }

    /// <summary>Lets time pass.</summary>
    /// <param name="previous">What it was before; it is returned when nothing changed.</param>
    public EndpointSet Endpoints(EndpointSet previous, DateTimeOffset now)
    {
        Tidy(now);
        var standing = Ids().Select(id => Verdict(id, now)).OfType<Sighting>().ToList();
        _unseen.Look(standing.Where(sighting => sighting.Standing == Standing.Lost).Select(sighting => sighting.Registration.ProxyId), now);
        var services = standing.GroupBy(sighting => sighting.Registration.Service, StringComparer.Ordinal);
        var next = EndpointSet.Of(services.SelectMany(service => Of([.. service], now)), previous);
        return next.ChangedSince(previous).Count == 0 ? previous : next;
    }

    /// <summary>What this node tells the others.</summary>
    public IReadOnlyList<RegistryShare> Share() =>
        RegistryShares.Of(self, Own.At, Own.ByProxy.Values.OrderBy(sighting => sighting.Registration.ProxyId, StringComparer.Ordinal));

    /// <summary>All that are endpoints now, for whoever starts when nobody is in sight: see <see cref="Recall"/>.</summary>
    public IReadOnlyList<RegisteredProxy> Known(DateTimeOffset now) =>
    [
        .. Ids().Order(StringComparer.Ordinal).Select(id => Verdict(id, now)).OfType<Sighting>()
            .Select(sighting => RegistryShares.Written(sighting with { Standing = Standing.Lost })),
    ];

    /// <summary>The other nodes that were heard lately.</summary>
    public IReadOnlyCollection<string> Heard => [.. _nodes.Keys.Where(node => node != self)];

    /// <summary>Those whose streams are here.</summary>
    public IEnumerable<Registration> OwnLive => Own.ByProxy.Values.Where(sighting => sighting.Standing == Standing.Live).Select(sighting => sighting.Registration);

    private HashSet<string> Ids() => _nodes.Values.SelectMany(node => node.ByProxy.Keys).Concat(_unseen.Remembered).ToHashSet(StringComparer.Ordinal);

    private IEnumerable<RegisteredEndpoint> Of(IReadOnlyList<Sighting> service, DateTimeOffset now)
    {
        var live = service.Where(sighting => sighting.Standing == Standing.Live).ToList();
        var taken = live.Select(sighting => (sighting.Registration.Address, sighting.Registration.Port)).ToHashSet();
        var lost = service.Where(sighting => sighting.Standing == Standing.Lost).ToList();
        var replaced = lost.Where(sighting => taken.Contains((sighting.Registration.Address, sighting.Registration.Port))).ToList();
        lost = [.. lost.Except(replaced)];
        var due = lost.Where(sighting => _unseen.For(sighting.Registration.ProxyId, now) >= settings.Linger).ToHashSet();
        var mayGo = live.Count >= lost.Count;
        foreach (var sighting in replaced.Concat(mayGo ? due : [])) _dropped[sighting.Registration.ProxyId] = sighting.Since;
        return live.Select(sighting => new RegisteredEndpoint(sighting.Registration, IsStale: false))
            .Concat(lost.Where(sighting => !mayGo || !due.Contains(sighting)).Select(sighting => new RegisteredEndpoint(sighting.Registration, due.Contains(sighting))));
    }

    /// <returns>How the proxy stands, live or lost; null when it is none.</returns>
    private Sighting? Verdict(string proxyId, DateTimeOffset now)
    {
        if (InSight(proxyId, now) is { } live)
        {
            if (_dropped.TryGetValue(proxyId, out var once) && live.Since >= once) _dropped.Remove(proxyId);
            return live;
        }
        var known = Sightings(proxyId).ToList();
        if (known.Count == 0 || (_dropped.TryGetValue(proxyId, out var dropped) && known[^1].Since <= dropped)) return null;
        if (known[^1].Standing != Standing.Gone) return known[^1] with { Standing = Standing.Lost };
        // Kept in mind for longer than it is told, so that nobody who lost sight of it before brings it back.
        _dropped[proxyId] = known[^1].Since;
        return null;
    }

    private bool IsInSight(string proxyId, DateTimeOffset now) => InSight(proxyId, now) is not null;

    private Sighting? InSight(string proxyId, DateTimeOffset now) =>
        Ordered(_nodes.Where(node => node.Value.Sees(proxyId) && CanSee(node.Key, node.Value, now)).Select(node => (node.Key, node.Value.ByProxy[proxyId]))).LastOrDefault();

    private bool CanSee(string name, NodeSightings node, DateTimeOffset now) => name == self || (node.IsReachable && now - node.HeardAt <= settings.Silence);

    /// <summary>The latest last. One that left comes after one that was connected at the same time.</summary>
    private IEnumerable<Sighting> Sightings(string proxyId)
    {
        var all = _nodes.Where(node => node.Value.ByProxy.ContainsKey(proxyId)).Select(node => (node.Key, node.Value.ByProxy[proxyId]));
        return Ordered(_unseen.Recalled(proxyId) is { } recalled ? all.Append(("", recalled)) : all);
    }

    private static IEnumerable<Sighting> Ordered(IEnumerable<(string Node, Sighting Sighting)> sightings) =>
        sightings.OrderBy(seen => seen.Sighting.Since).ThenBy(seen => seen.Sighting.Standing == Standing.Gone).ThenBy(seen => seen.Node, StringComparer.Ordinal).Select(seen => seen.Sighting);

    private bool IsSound(Sighting sighting) =>
        sighting.Standing is Standing.Live or Standing.Lost or Standing.Gone && RegistrationCheck.Problem(sighting.Registration, settings) is null;

    private void Keep(Sighting sighting)
    {
        if (Own.ByProxy.TryGetValue(sighting.Registration.ProxyId, out var known) && known == sighting) return;
        Own.ByProxy[sighting.Registration.ProxyId] = sighting;
        Own.At = (incarnation, Own.At.Sequence + 1);
    }

    private void Remember(Sighting sighting) => _unseen.Remember(sighting with { Standing = sighting.Standing == Standing.Gone ? Standing.Gone : Standing.Lost });

    private void Tidy(DateTimeOffset now)
    {
        var before = now.ToUnixTimeMilliseconds() - (long)settings.GoneKept.TotalMilliseconds;
        var old = Own.ByProxy.Values.Where(sighting => (sighting.Standing == Standing.Gone && sighting.Since < before) || IsDropped(sighting)).ToList();
        foreach (var sighting in old) Own.ByProxy.Remove(sighting.Registration.ProxyId);
        if (old.Count > 0) Own.At = (incarnation, Own.At.Sequence + 1);
        foreach (var (name, node) in _nodes.Where(node => node.Key != self && now - node.Value.HeardAt > settings.GoneKept).ToList())
        {
            foreach (var sighting in node.ByProxy.Values) Remember(sighting);
            _nodes.Remove(name);
        }
        _unseen.Drop(sighting => IsDropped(sighting) || (sighting.Standing == Standing.Gone && sighting.Since < before));
        foreach (var id in _dropped.Keys.Where(id => !Sightings(id).Any()).ToList()) _dropped.Remove(id);
    }

    private bool IsDropped(Sighting sighting) =>
        sighting.Standing == Standing.Lost && _dropped.TryGetValue(sighting.Registration.ProxyId, out var since) && sighting.Since <= since;
}

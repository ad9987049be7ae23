namespace ActorMesh.ControlPlane.Registry;

/// <summary>Proxies that nobody sees: since when and with how many others, and what was last known of those that no node speaks of any more.</summary>
internal sealed class Unseen
{
    private readonly Dictionary<ProxyKey, (DateTimeOffset At, int Together)> _since = [];
    private readonly Dictionary<ProxyKey, Sighting> _recalled = [];

    public IReadOnlyCollection<ProxyKey> Remembered => _recalled.Keys;

    public Sighting? Recalled(ProxyKey proxy) => _recalled.GetValueOrDefault(proxy);

    /// <summary>The later of two counts.</summary>
    public void Remember(Sighting sighting)
    {
        if (!_recalled.TryGetValue(sighting.Proxy, out var known) || known.Since <= sighting.Since) _recalled[sighting.Proxy] = sighting;
    }

    public void Drop(Func<Sighting, bool> which)
    {
        foreach (var sighting in _recalled.Values.Where(which).ToList()) _recalled.Remove(sighting.Proxy);
    }

    /// <param name="lost">All that nobody sees now.</param>
    public void Look(IEnumerable<ProxyKey> lost, DateTimeOffset now)
    {
        var all = lost.ToHashSet();
        foreach (var seen in _since.Keys.Where(proxy => !all.Contains(proxy)).ToList()) _since.Remove(seen);
        foreach (var proxy in all)
            _since[proxy] = _since.TryGetValue(proxy, out var since) ? since with { Together = Math.Max(since.Together, all.Count) } : (now, all.Count);
    }

    /// <summary>Whether it had time enough to come back, together with all that were out of sight with it.</summary>
    public bool IsDue(ProxyKey proxy, DateTimeOffset now, RegistrySettings settings) =>
        _since.TryGetValue(proxy, out var since) && now - since.At >= settings.LingerOf(since.Together);
}

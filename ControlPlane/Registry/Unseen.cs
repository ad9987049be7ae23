namespace ActorMesh.ControlPlane.Registry;

/// <summary>Proxies that nobody sees: since when and with how many others, and what was last known of those that no node speaks of any more.</summary>
internal sealed class Unseen
{
    private readonly Dictionary<string, (DateTimeOffset At, int Together)> _since = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Sighting> _recalled = new(StringComparer.Ordinal);

    public IReadOnlyCollection<string> Remembered => _recalled.Keys;

    public Sighting? Recalled(string proxyId) => _recalled.GetValueOrDefault(proxyId);

    /// <summary>The later of two counts.</summary>
    public void Remember(Sighting sighting)
    {
        if (!_recalled.TryGetValue(sighting.Registration.ProxyId, out var known) || known.Since <= sighting.Since) _recalled[sighting.Registration.ProxyId] = sighting;
    }

    public void Drop(Func<Sighting, bool> which)
    {
        foreach (var sighting in _recalled.Values.Where(which).ToList()) _recalled.Remove(sighting.Registration.ProxyId);
    }

    /// <param name="lost">All that nobody sees now.</param>
    public void Look(IEnumerable<string> lost, DateTimeOffset now)
    {
        var all = lost.ToHashSet(StringComparer.Ordinal);
        foreach (var seen in _since.Keys.Where(id => !all.Contains(id)).ToList()) _since.Remove(seen);
        foreach (var id in all)
            _since[id] = _since.TryGetValue(id, out var since) ? since with { Together = Math.Max(since.Together, all.Count) } : (now, all.Count);
    }

    /// <summary>Whether it had time enough to come back, together with all that were out of sight with it.</summary>
    public bool IsDue(string proxyId, DateTimeOffset now, RegistrySettings settings) =>
        _since.TryGetValue(proxyId, out var since) && now - since.At >= settings.LingerOf(since.Together);
}

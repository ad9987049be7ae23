namespace ActorMesh.ControlPlane.Fleet;

/// <summary>The proxies of one control node: those that are connected, and for a while those that were.</summary>
public sealed class FleetBook
{
    /// <summary>Connected ones beyond it are served, but not known here.</summary>
    public const int ConnectedMax = 20_000;

    /// <summary>Of more lost ones, the longest lost are forgotten.</summary>
    public const int LostMax = 2_000;

    /// <summary>How long a lost one is remembered.</summary>
    public static readonly TimeSpan LostKept = TimeSpan.FromMinutes(10);

    private readonly Dictionary<ProxyKey, KnownProxy> _proxies = [];
    private readonly Queue<(ProxyKey Proxy, DateTimeOffset At)> _lost = new();
    private ProxyKey[]? _order;

    public int Connected { get; private set; }

    public int Lost => _proxies.Count - Connected;

    /// <summary>How many are connected and not known here.</summary>
    public long Unknown { get; private set; }

    public IReadOnlyCollection<KnownProxy> All => _proxies.Values;

    public KnownProxy? Find(ProxyKey proxy) => _proxies.GetValueOrDefault(proxy);

    /// <returns>Whether its progress is another than before.</returns>
    public bool Seen(ProxyState state, object stream, DateTimeOffset now)
    {
        var proxy = state.Proxy.Key;
        var before = _proxies.GetValueOrDefault(proxy);
        if (before is not { LostAt: null } && Connected >= ConnectedMax)
        {
            Unknown++;
            return false;
        }
        if (before is null) _order = null;
        if (before is not { LostAt: null }) Connected++;
        var progress = ProxyProgress.Of(state, now);
        if (before is { LostAt: null }) progress = progress.After(before.Progress);
        _proxies[proxy] = new KnownProxy(state, stream, progress, null) { Plain = before?.Plain ?? default };
        return before?.LostAt is not null || progress != before?.Progress;
    }

    /// <param name="isInOrder">It said that it leaves.</param>
    /// <returns>Whether it is lost now, and was not before.</returns>
    public bool Gone(ProxyKey proxy, object stream, DateTimeOffset now, bool isInOrder = false)
    {
        if (_proxies.GetValueOrDefault(proxy) is not { LostAt: null } known || !known.Stream.Equals(stream)) return false;
        _proxies[proxy] = known with { LostAt = now, HasLeft = isInOrder };
        Connected--;
        _lost.Enqueue((proxy, now));
        while (Lost > LostMax) ForgetOne();
        return true;
    }

    /// <summary>A proxy has let in so many more without mutual TLS.</summary>
    public void CountPlain(ProxyKey proxy, long count, DateTimeOffset now)
    {
        if (count > 0 && _proxies.TryGetValue(proxy, out var known)) _proxies[proxy] = known with { Plain = (known.Plain.Count + count, now) };
    }

    /// <summary>Forgets who is lost for too long.</summary>
    public void Look(DateTimeOffset now)
    {
        while (_lost.TryPeek(out var oldest) && now - oldest.At >= LostKept) ForgetOne();
    }

    /// <param name="service">Empty for all.</param>
    /// <param name="after">Those that come after it.</param>
    /// <returns>By id. To be read before the book changes.</returns>
    public IEnumerable<KnownProxy> Read(string service, ProxyKey after)
    {
        _order ??= [.. _proxies.Keys.Order(ProxyKey.InOrder)];
        var at = Array.BinarySearch(_order, after, ProxyKey.InOrder);
        return _order.Skip(at < 0 ? ~at : at + 1).Select(proxy => _proxies[proxy]).Where(known => service.Length == 0 || known.State.Proxy.Service == service);
    }

    public int Count(string service) => service.Length == 0 ? _proxies.Count : _proxies.Values.Count(known => known.State.Proxy.Service == service);

    private void ForgetOne()
    {
        var (proxy, at) = _lost.Dequeue();
        // It may have come back since, and been lost again: then it stands further behind once more.
        if (_proxies.GetValueOrDefault(proxy)?.LostAt != at) return;
        _proxies.Remove(proxy);
        _order = null;
    }
}

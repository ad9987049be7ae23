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

    private readonly Dictionary<string, KnownProxy> _proxies = new(StringComparer.Ordinal);
    private readonly Queue<(string Id, DateTimeOffset At)> _lost = new();
    private string[]? _order;

    public int Connected { get; private set; }

    public int Lost => _proxies.Count - Connected;

    /// <summary>How many are connected and not known here.</summary>
    public long Unknown { get; private set; }

    public IReadOnlyCollection<KnownProxy> All => _proxies.Values;

    public KnownProxy? Find(string id) => _proxies.GetValueOrDefault(id);

    /// <returns>Whether its progress is another than before.</returns>
    public bool Seen(ProxyState state, object stream, DateTimeOffset now)
    {
        var id = state.Proxy.Id;
        var before = _proxies.GetValueOrDefault(id);
        if (before is not { LostAt: null } && Connected >= ConnectedMax)
        {
            Unknown++;
            return false;
        }
        if (before is null) _order = null;
        if (before is not { LostAt: null }) Connected++;
        var progress = ProxyProgress.Of(state, now);
        if (before is { LostAt: null }) progress = progress.After(before.Progress);
        _proxies[id] = new KnownProxy(state, stream, progress, null) { Plain = before?.Plain ?? default };
        return before?.LostAt is not null || progress != before?.Progress || state.Proxy.Service != before.State.Proxy.Service;
    }

    /// <param name="isInOrder">It said that it leaves.</param>
    /// <returns>Whether it is lost now, and was not before.</returns>
    public bool Gone(string id, object stream, DateTimeOffset now, bool isInOrder = false)
    {
        if (_proxies.GetValueOrDefault(id) is not { LostAt: null } known || !known.Stream.Equals(stream)) return false;
        _proxies[id] = known with { LostAt = now, HasLeft = isInOrder };
        Connected--;
        _lost.Enqueue((id, now));
        while (Lost > LostMax) ForgetOne();
        return true;
    }

    /// <summary>A proxy has let in so many more without mutual TLS.</summary>
    public void CountPlain(string id, long count, DateTimeOffset now)
    {
        if (count > 0 && _proxies.TryGetValue(id, out var known)) _proxies[id] = known with { Plain = (known.Plain.Count + count, now) };
    }

    /// <summary>Forgets who is lost for too long.</summary>
    public void Look(DateTimeOffset now)
    {
        while (_lost.TryPeek(out var oldest) && now - oldest.At >= LostKept) ForgetOne();
    }

    /// <param name="service">Empty for all.</param>
    /// <param name="after">Those whose id comes after it.</param>
    /// <returns>By id. To be read before the book changes.</returns>
    public IEnumerable<KnownProxy> Read(string service, string after)
    {
        _order ??= [.. _proxies.Keys.Order(StringComparer.Ordinal)];
        var at = Array.BinarySearch(_order, after, StringComparer.Ordinal);
        return _order.Skip(at < 0 ? ~at : at + 1).Select(id => _proxies[id]).Where(known => service.Length == 0 || known.State.Proxy.Service == service);
    }

    public int Count(string service) => service.Length == 0 ? _proxies.Count : _proxies.Values.Count(known => known.State.Proxy.Service == service);

    private void ForgetOne()
    {
        var (id, at) = _lost.Dequeue();
        // It may have come back since, and been lost again: then it stands further behind once more.
        if (_proxies.GetValueOrDefault(id)?.LostAt != at) return;
        _proxies.Remove(id);
        _order = null;
    }
}

namespace ActorMesh.ControlPlane.Rollouts;

/// <summary>How the proxies of each service fare, by the version that they run.</summary>
public sealed class ErrorTallies
{
    /// <summary>Services beyond it are not watched.</summary>
    public const int ServicesMax = 5_000;

    private readonly Dictionary<(string Service, long Version), (ErrorCount Ever, ErrorCount Step)> _counts = [];
    private readonly Dictionary<ProxyKey, (long Version, bool IsWhole)> _lastReports = [];

    /// <summary>What a proxy counted since it last told. What it counted while it changed over is nobody's, and is left out.</summary>
    public void Count(LedgerProxy proxy, long requests, long failures)
    {
        if (requests < 0 || failures < 0 || failures > requests) return;
        if (_lastReports.Count >= RolloutLedger.ProxiesMax) _lastReports.Clear();
        var stayed = _lastReports.TryGetValue(proxy.Key, out var before) && before.Version == proxy.Running;
        _lastReports[proxy.Key] = (proxy.Running, stayed);
        var key = (proxy.Service, proxy.Running);
        if (!stayed || requests == 0 || (!_counts.ContainsKey(key) && _counts.Count >= 2 * ServicesMax)) return;
        var (ever, step) = _counts.GetValueOrDefault(key);
        var more = new ErrorCount(requests, failures);
        _counts[key] = (ever + more, step + more);
    }

    /// <summary>Whether a proxy still owes a word on how requests fare with this version: it tells such things, and has not told of this yet.</summary>
    public bool Owes(LedgerProxy proxy, long version) => _lastReports.TryGetValue(proxy.Key, out var last) && !(last.IsWhole && last.Version == version);

    /// <summary>From now on <see cref="InStep"/> counts anew.</summary>
    public void BeginStep()
    {
        foreach (var (key, count) in _counts.ToList()) _counts[key] = count with { Step = default };
    }

    /// <summary>Only these versions matter from now on.</summary>
    public void Keep(long one, long other)
    {
        foreach (var key in _counts.Keys.Where(key => key.Version != one && key.Version != other).ToList()) _counts.Remove(key);
    }

    public IReadOnlyList<string> ServicesWith(long version) => [.. _counts.Keys.Where(key => key.Version == version).Select(key => key.Service)];

    /// <summary>Since the step began.</summary>
    public ErrorCount InStep(string service, long version) => _counts.GetValueOrDefault((service, version)).Step;

    /// <summary>Since the version runs, as far as this leader knows.</summary>
    public ErrorCount Ever(string service, long version) => _counts.GetValueOrDefault((service, version)).Ever;

    /// <summary>As <see cref="Ever(string, long)"/>, of all services.</summary>
    public ErrorCount Ever(long version) =>
        _counts.Where(entry => entry.Key.Version == version).Aggregate(new ErrorCount(), (sum, entry) => sum + entry.Value.Ever);
}

namespace ActorMesh.ControlPlane.Rollouts;

/// <summary>
/// How long a version took to its proxies: from when it was published to when each acknowledged it. Proxies that came later, that had
/// nothing to change, or that are not served are not counted. Times are of the nodes' own clocks.
/// </summary>
/// <param name="Acknowledged">How many proxies run what they should.</param>
/// <param name="Waiting">Those that do not yet, by name.</param>
/// <param name="P50">Null when nobody had anything to change.</param>
public sealed record DistributionSpread(int Acknowledged, IReadOnlyList<string> Waiting, TimeSpan? P50, TimeSpan? P99, TimeSpan? Last)
{
    /// <param name="target">The version that a proxy should run.</param>
    /// <param name="published">When that was published.</param>
    public static DistributionSpread Of(IEnumerable<LedgerProxy> proxies, Func<LedgerProxy, long> target, DateTimeOffset published)
    {
        var connected = proxies.Where(proxy => proxy.GoneAt is null && !proxy.IsUnserved).ToList();
        var there = connected.Where(proxy => proxy.Running == target(proxy)).ToList();
        List<TimeSpan> times = [.. there.Where(proxy => proxy.ConnectedAt <= published && proxy.At >= published).Select(proxy => proxy.At - published).Order()];
        List<string> waiting = [.. connected.Where(proxy => proxy.Running != target(proxy)).Select(proxy => proxy.Proxy).Order(StringComparer.Ordinal)];
        return new DistributionSpread(there.Count, waiting, Quantile(times, 0.5), Quantile(times, 0.99), times.Count == 0 ? null : times[^1]);
    }

    private static TimeSpan? Quantile(List<TimeSpan> sorted, double share) =>
        sorted.Count == 0 ? null : sorted[Math.Max(0, (int)Math.Ceiling(share * sorted.Count) - 1)];
}

namespace ActorMesh.DataPlane.Clusters.Balancing;

/// <summary>What percentage of requests each priority gets, and which priorities are in panic. Whole percents that sum to 100.</summary>
/// <remarks>
/// A priority's health is the share of its hosts that are healthy, times the overprovisioning factor, at most 100. Requests go to
/// priorities in order, each as much as its health allows; what healthy hosts leave goes to degraded hosts by the same rule.
/// All divisions round down and the remainder goes to the first priority that has load: Envoy rounds the same way, and a mesh in
/// which two kinds of proxies share a service must not split it differently.
/// Source: Envoy, "Priority levels", "Degraded endpoints" and "Panic threshold" in its load balancing overview.
/// </remarks>
public sealed class PriorityLoads
{
    private readonly int[] _healthy;
    private readonly int[] _degraded;
    private readonly bool[] _inPanic;

    private PriorityLoads(int priorities)
    {
        _healthy = new int[priorities];
        _degraded = new int[priorities];
        _inPanic = new bool[priorities];
    }

    /// <summary>Percent of requests for the healthy hosts of each priority; for all its hosts if it is in panic.</summary>
    public IReadOnlyList<int> Healthy => _healthy;

    /// <summary>Percent of requests for the degraded hosts of each priority.</summary>
    public IReadOnlyList<int> Degraded => _degraded;

    public IReadOnlyList<bool> InPanic => _inPanic;

    /// <param name="census">One entry per priority, 0 first. Not empty.</param>
    /// <param name="overprovisioningFactor">Percent, 140 by default.</param>
    /// <param name="panicThreshold">Percent of available hosts below which a priority panics; 0 never panics.</param>
    public static PriorityLoads Of(ReadOnlySpan<PriorityCensus> census, int overprovisioningFactor, int panicThreshold)
    {
        var healthyPercents = new int[census.Length];
        var degradedPercents = new int[census.Length];
        for (var i = 0; i < census.Length; i++)
        {
            healthyPercents[i] = HealthPercent(census[i].HealthyMeasure, census[i].CountedMeasure, overprovisioningFactor);
            degradedPercents[i] = HealthPercent(census[i].DegradedMeasure, census[i].CountedMeasure, overprovisioningFactor);
        }

        var availability = Math.Min(100, healthyPercents.Sum() + degradedPercents.Sum());
        var loads = new PriorityLoads(census.Length);
        if (availability > 0) loads.Share(healthyPercents, degradedPercents, availability);
        if (availability < 100) loads.Panic(census, panicThreshold);
        if (availability == 0 && Array.Exists(loads._inPanic, panics => !panics)) loads.ShareNothing(census);
        return loads;
    }

    private static int HealthPercent(long available, long counted, int overprovisioningFactor) =>
        counted == 0 ? 0 : (int)Math.Min(100, overprovisioningFactor * available / counted);

    private void Share(int[] healthyPercents, int[] degradedPercents, int availability)
    {
        var left = ShareInOrder(_healthy, healthyPercents, 100, availability);
        left = ShareInOrder(_degraded, degradedPercents, left, availability);
        if (left == 0) return;
        var firstHealthy = Array.FindIndex(healthyPercents, percent => percent > 0);
        if (firstHealthy >= 0) _healthy[firstHealthy] += left;
        else _degraded[Array.FindIndex(degradedPercents, percent => percent > 0)] += left;
    }

    private static int ShareInOrder(int[] loads, int[] percents, int left, int availability)
    {
        for (var i = 0; i < loads.Length; i++)
        {
            loads[i] = Math.Min(left, percents[i] * 100 / availability);
            left -= loads[i];
        }

        return left;
    }

    /// <summary>
    /// Health rounds down to 0 everywhere and panic is off: one host of a thousand may be left, or none. Whoever has one takes the
    /// load; else priority 0 does, and finds that it has no host.
    /// </summary>
    private void ShareNothing(ReadOnlySpan<PriorityCensus> census)
    {
        for (var i = 0; i < census.Length; i++)
        {
            if (census[i].Healthy + census[i].Degraded == 0) continue;
            (census[i].Healthy > 0 ? _healthy : _degraded)[i] = 100;
            return;
        }

        _healthy[0] = 100;
    }

    private void Panic(ReadOnlySpan<PriorityCensus> census, int threshold)
    {
        for (var i = 0; i < census.Length; i++)
        {
            var (available, counted) = (census[i].Healthy + census[i].Degraded, census[i].Counted);
            _inPanic[i] = counted == 0 ? threshold > 0 : 100L * available < (long)threshold * counted;
        }

        if (!Array.Exists(_inPanic, panics => !panics)) ShareByHosts(census);
    }

    /// <summary>When every priority panics, their health says nothing any more; the number of hosts does.</summary>
    private void ShareByHosts(ReadOnlySpan<PriorityCensus> census)
    {
        var hosts = 0L;
        foreach (var priority in census) hosts += priority.Hosts;
        var left = 100;
        var first = -1;
        for (var i = 0; i < census.Length; i++)
        {
            if (first < 0 && census[i].Hosts > 0) first = i;
            _healthy[i] = hosts == 0 ? 0 : (int)(100L * census[i].Hosts / hosts);
            _degraded[i] = 0;
            left -= _healthy[i];
        }

        _healthy[Math.Max(first, 0)] += left;
    }
}

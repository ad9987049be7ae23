namespace ActorMesh.DataPlane.Clusters.Balancing;

/// <summary>What part of the requests goes to which zone, when callers prefer their own.</summary>
/// <remarks>
/// If the own zone has at least the share of upstream hosts that it has of callers, it can serve all of them. Else it serves
/// (its upstream share / its caller share), and the rest goes to zones that have more upstream than callers, in proportion to the surplus.
/// Shares count in parts of 10,000 and round down, as Envoy's do.
/// </remarks>
internal static class ZoneShares
{
    private const int Whole = 10_000;

    /// <summary>Relative weights of <paramref name="zones"/>, and last the weight of ignoring zones altogether.</summary>
    /// <param name="zones">The zones that have healthy upstream hosts, with how many.</param>
    /// <param name="awareness">The caller's side.</param>
    /// <returns>Null if zones are better ignored: too few hosts or zones, or nothing known of the callers here.</returns>
    public static ulong[]? Of(IReadOnlyList<(Locality Zone, int Hosts)> zones, ZoneAwareness awareness)
    {
        var hosts = zones.Sum(zone => zone.Hosts);
        var callers = awareness.Callers.Values.Sum();
        var callersHere = awareness.Callers.GetValueOrDefault(awareness.Here);
        if (hosts < awareness.ClusterSizeMin || zones.Count < 2 || callersHere == 0) return null;

        var upstream = zones.Select(zone => Whole * zone.Hosts / hosts).ToArray();
        var local = zones.Select(zone => Whole * awareness.Callers.GetValueOrDefault(zone.Zone) / callers).ToArray();
        var here = zones.Select(zone => zone.Zone).ToList().IndexOf(awareness.Here);
        var callerShareHere = Whole * callersHere / callers;
        var upstreamShareHere = here < 0 ? 0 : upstream[here];
        var kept = upstreamShareHere >= callerShareHere ? Whole : Whole * upstreamShareHere / callerShareHere;
        return Weigh(kept, here, Surplus(upstream, local), awareness.RoutingEnabledPercent);
    }

    /// <summary>The own zone has none when any is needed: it is asked for only after that zone proved too small.</summary>
    private static int[] Surplus(int[] upstream, int[] local)
    {
        var surplus = upstream.Zip(local, (has, needs) => Math.Max(0, has - needs)).ToArray();
        // Rounding can leave no surplus anywhere; then any zone is as good as another.
        if (surplus.Sum() == 0) Array.Fill(surplus, 1);
        return surplus;
    }

    private static ulong[] Weigh(int kept, int here, int[] surplus, int enabledPercent)
    {
        var total = (ulong)surplus.Sum();
        var weights = new ulong[surplus.Length + 1];
        for (var i = 0; i < surplus.Length; i++) weights[i] = (ulong)(enabledPercent * (Whole - kept)) * (ulong)surplus[i];
        if (here >= 0) weights[here] += (ulong)(enabledPercent * kept) * total;
        weights[^1] = (ulong)((100 - enabledPercent) * Whole) * total;
        return weights;
    }
}

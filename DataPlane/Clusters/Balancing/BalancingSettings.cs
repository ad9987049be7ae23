namespace ActorMesh.DataPlane.Clusters.Balancing;

/// <summary>How a cluster shares requests among its endpoints. Defaults are those of the xDS v3 API.</summary>
public sealed record BalancingSettings
{
    public const int MaglevTableSizeMax = 5_000_011;
    public const int RingSizeLimit = 8_388_608;

    public BalancingPolicy Policy { get; init; }

    /// <summary>
    /// Least request: how many endpoints to draw, 2 or more. Set, they are drawn with replacement as Envoy draws them; null (default)
    /// draws two different ones, or looks at all where there are few. See <see cref="LeastRequest"/>.
    /// </summary>
    public int? ChoiceCount { get; init; }

    /// <summary>
    /// Least request with unequal weights: how much requests in flight matter; 0 is plain weighted round robin. 0 or more.
    /// </summary>
    public double ActiveRequestBias { get; init; } = 1.0;

    /// <summary>Least request: look at every endpoint instead of drawing a few.</summary>
    public bool FullScan { get; init; }

    /// <summary>Round robin and least request: how endpoints that are new or well again get their share bit by bit; null: at once.</summary>
    public SlowStart? SlowStart { get; init; }

    /// <summary>Ring hash: the fewest entries on the ring, 1..<see cref="RingSizeMax"/>.</summary>
    public int RingSizeMin { get; init; } = 1024;

    /// <summary>Ring hash: the most entries on the ring, up to <see cref="RingSizeLimit"/>.</summary>
    public int RingSizeMax { get; init; } = RingSizeLimit;

    /// <summary>
    /// Maglev: slots in the table, a prime up to <see cref="MaglevTableSizeMax"/>. Some hundred slots per endpoint keep it even.
    /// </summary>
    public int MaglevTableSize { get; init; } = 65_537;

    /// <summary>
    /// Ring hash and Maglev: hash an endpoint's host name rather than its address, where it has one and no hash key of its own.
    /// </summary>
    public bool UseHostnameForHashing { get; init; }

    /// <summary>
    /// Ring hash and Maglev: percent of its fair share of requests in flight that an endpoint may hold before its keys overflow to
    /// others; 100 or more, 0 (default) is unbounded.
    /// </summary>
    public int HashBalanceFactor { get; init; }

    /// <summary>
    /// Percent by which healthy endpoints are trusted to carry more than their share before the next priority helps. 1 or more.
    /// </summary>
    public int OverprovisioningFactor { get; init; } = 140;

    /// <summary>Percent of available endpoints below which health is ignored; 0 never ignores it. 0..100.</summary>
    public int HealthyPanicThreshold { get; init; } = 50;

    /// <summary>In panic, refuse requests instead of using all endpoints.</summary>
    public bool FailTrafficOnPanic { get; init; }

    /// <summary>
    /// Share a priority's traffic between localities by their configured weights. A locality without weight gets nothing.
    /// </summary>
    public bool LocalityWeighted { get; init; }

    /// <summary>A priority's health is the weight of its healthy endpoints, not their number.</summary>
    public bool WeightedPriorityHealth { get; init; }

    public IReadOnlyList<DropOverload> DropOverloads { get; init; } = [];

    /// <summary>What is wrong with these settings, each as <c>Property: value: what is expected</c>. Empty if they can be used.</summary>
    public IEnumerable<string> Problems()
    {
        if (ChoiceCount < 2) yield return $"{nameof(ChoiceCount)}: {ChoiceCount}: expected 2 or more";
        if (!(ActiveRequestBias >= 0)) yield return $"{nameof(ActiveRequestBias)}: {ActiveRequestBias}: expected 0 or more";
        if (RingSizeMax is < 1 or > RingSizeLimit) yield return $"{nameof(RingSizeMax)}: {RingSizeMax}: expected 1..{RingSizeLimit}";
        if (RingSizeMin < 1 || RingSizeMin > RingSizeMax)
            yield return $"{nameof(RingSizeMin)}: {RingSizeMin}: expected 1..{RingSizeMax}, the largest ring allowed here";
        if (MaglevTableSize > MaglevTableSizeMax || !IsPrime(MaglevTableSize))
            yield return $"{nameof(MaglevTableSize)}: {MaglevTableSize}: expected a prime up to {MaglevTableSizeMax}, such as 65537";
        if (HashBalanceFactor is not 0 and < 100)
            yield return $"{nameof(HashBalanceFactor)}: {HashBalanceFactor}: expected 100 or more, or 0 for no bound";
        if (OverprovisioningFactor < 1) yield return $"{nameof(OverprovisioningFactor)}: {OverprovisioningFactor}: expected 1 or more";
        if (HealthyPanicThreshold is < 0 or > 100)
            yield return $"{nameof(HealthyPanicThreshold)}: {HealthyPanicThreshold}: expected 0..100";
        foreach (var drop in DropOverloads)
        {
            var parts = drop.PartsPerMillion;
            if (parts is < 0 or > DropOverload.Everything)
                yield return $"{nameof(DropOverloads)}: {drop.Category}: {parts}: expected 0..{DropOverload.Everything} parts per million";
        }
    }

    internal bool IsHashing => Policy is BalancingPolicy.RingHash or BalancingPolicy.Maglev;

    /// <summary>
    /// Maglev needs a prime: only then does every step length visit every slot (Eisenbud et al., NSDI 2016, section 3.4).
    /// </summary>
    private static bool IsPrime(int value)
    {
        if (value < 2) return false;
        for (var divisor = 2; divisor <= value / divisor; divisor++)
        {
            if (value % divisor == 0) return false;
        }

        return true;
    }
}

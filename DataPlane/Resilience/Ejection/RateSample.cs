namespace ActorMesh.DataPlane.Resilience.Ejection;

/// <summary>Attempts of one interval, and how many of them went well.</summary>
internal readonly record struct RateSample(long Requests, long Successes)
{
    private const int RequestsShift = 32;

    /// <summary>0..100. Only where there are requests.</summary>
    public double SuccessPercent => 100.0 * Successes / Requests;

    /// <summary>One atomic step for both numbers, so that no reader sees one without the other.</summary>
    /// <param name="packed">Requests in the upper half, successes in the lower.</param>
    public static void Count(ref long packed, bool hasFailed) =>
        Interlocked.Add(ref packed, hasFailed ? 1L << RequestsShift : (1L << RequestsShift) + 1);

    public static RateSample Take(ref long packed)
    {
        var taken = Interlocked.Exchange(ref packed, 0);
        return new RateSample(taken >> RequestsShift, taken & uint.MaxValue);
    }
}

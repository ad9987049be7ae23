namespace ActorMesh.Cli.Up;

/// <summary>What a service's own listener has counted since its sidecar started.</summary>
/// <param name="At">Since an arbitrary moment.</param>
/// <param name="Answered">Requests that got a status.</param>
/// <param name="Failed">Of these, those that got a 5xx.</param>
/// <param name="Buckets">How many took less than this and no less than the one before, in order.</param>
internal sealed record InboundSample(TimeSpan At, long Answered, long Failed, IReadOnlyList<(TimeSpan Below, long Count)> Buckets)
{
    /// <summary>What was counted between an earlier sample and this one. A sidecar that started again meanwhile counts from its start.</summary>
    public InboundSample Since(InboundSample earlier)
    {
        if (Answered < earlier.Answered) return this;
        var before = earlier.Buckets.ToDictionary(bucket => bucket.Below, bucket => bucket.Count);
        return new InboundSample(
            At, Answered - earlier.Answered, Failed - earlier.Failed,
            [.. Buckets.Select(bucket => bucket with { Count = bucket.Count - before.GetValueOrDefault(bucket.Below) }).Where(bucket => bucket.Count > 0)]);
    }

    /// <summary>The bucket that this share of all lies in, or before it.</summary>
    /// <returns>Null when there is nothing.</returns>
    public TimeSpan? Quantile(double share)
    {
        var total = Buckets.Sum(bucket => bucket.Count);
        var rank = Math.Max(1, (long)Math.Ceiling(share * total));
        long seen = 0;
        foreach (var (below, count) in Buckets)
        {
            seen += count;
            if (seen >= rank) return below;
        }
        return null;
    }
}

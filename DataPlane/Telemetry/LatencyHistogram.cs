namespace ActorMesh.DataPlane.Telemetry;

/// <summary>How long things took, since the start. Two atomic additions for each, no allocation, no lock: 4 KiB in all.</summary>
public sealed class LatencyHistogram
{
    private readonly long[] _counts = new long[LatencyBuckets.Count];
    private long _sumTicks;

    public void Record(TimeSpan duration)
    {
        Interlocked.Increment(ref _counts[LatencyBuckets.IndexOf(duration)]);
        Interlocked.Add(ref _sumTicks, duration.Ticks);
    }

    /// <summary>What has been recorded by now. What comes meanwhile may be in it in part.</summary>
    public LatencySnapshot Read()
    {
        var counts = new long[LatencyBuckets.Count];
        for (var index = 0; index < counts.Length; index++) counts[index] = Volatile.Read(ref _counts[index]);
        return new LatencySnapshot(counts, new TimeSpan(Volatile.Read(ref _sumTicks)));
    }
}

namespace ActorMesh.ControlPlane.Xds;

/// <summary>Counts durations of 10 us to 20 min in steps of a tenth. Any number of threads.</summary>
public sealed class DurationHistogram
{
    private const double Factor = 1.1;
    private const double LeastMicroseconds = 10;
    private readonly long[] _counts = new long[200];

    public void Add(TimeSpan duration)
    {
        var steps = Math.Log(Math.Max(duration.TotalMicroseconds, LeastMicroseconds) / LeastMicroseconds) / Math.Log(Factor);
        Interlocked.Increment(ref _counts[Math.Min((int)Math.Ceiling(steps), _counts.Length - 1)]);
    }

    /// <param name="share">0 to 1.</param>
    /// <returns>At most a tenth above the true one; zero when nothing was counted.</returns>
    public TimeSpan Quantile(double share)
    {
        var counts = Array.ConvertAll(_counts, count => count);
        var rank = (long)Math.Ceiling(share * counts.Sum());
        var seen = 0L;
        for (var i = 0; i < counts.Length; i++)
        {
            seen += counts[i];
            if (seen >= rank && seen > 0) return TimeSpan.FromMicroseconds(LeastMicroseconds * Math.Pow(Factor, i));
        }

        return TimeSpan.Zero;
    }
}

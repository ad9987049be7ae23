namespace ActorMesh.Cli.Traffic;

/// <summary>
/// When each request is due: evenly spaced, whatever becomes of the ones before. Load that waits for answers would go easy on a service just
/// when it is slow, and so hide it.
/// </summary>
/// <param name="perSecond">More than 0.</param>
internal sealed class TrafficSchedule(double perSecond)
{
    private long _given;

    /// <summary>How many more have become due since the last call; the first is due at once.</summary>
    /// <param name="elapsed">Since the start.</param>
    public int TakeDue(TimeSpan elapsed)
    {
        var due = (long)Math.Floor(elapsed.TotalSeconds * perSecond) + 1;
        var more = (int)Math.Clamp(due - _given, 0, int.MaxValue);
        _given += more;
        return more;
    }
}

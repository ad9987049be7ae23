namespace ActorMesh.DataPlane.Resilience.Budgets;

/// <summary>How long to wait before a retry.</summary>
/// <param name="Base">The first wait is below it. Default 25 ms.</param>
/// <param name="Max">No wait is longer. Default ten times the base.</param>
/// <param name="Jitter">Draws each wait between nothing and its ceiling; without it the wait is the ceiling.</param>
public sealed record Backoff(TimeSpan Base, TimeSpan Max, bool Jitter = true)
{
    public static Backoff Default { get; } = new(TimeSpan.FromMilliseconds(25), TimeSpan.FromMilliseconds(250));

    /// <param name="retry">1 for the first.</param>
    /// <param name="draw">0 to below 1.</param>
    public TimeSpan Wait(int retry, double draw)
    {
        var ceiling = Math.Min(Max.Ticks, Base.Ticks * Math.Pow(2, retry - 1));
        return TimeSpan.FromTicks((long)(Jitter ? draw * ceiling : ceiling));
    }
}

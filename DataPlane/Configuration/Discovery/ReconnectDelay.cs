namespace ActorMesh.DataPlane.Configuration.Discovery;

/// <summary>
/// When a control plane is tried again. Each server once without a pause when the process starts; spread over 5 s after a loss, so that a
/// fleet does not come back at once; then ever longer, at random.
/// </summary>
/// <param name="servers">How many there are to be tried in turn.</param>
internal sealed class ReconnectDelay(Random random, int servers)
{
    private static readonly TimeSpan Spread = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Least = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Most = TimeSpan.FromSeconds(30);

    private int _failures;
    private bool _wasConnected;

    /// <summary>A stream works.</summary>
    public void Succeed() => (_failures, _wasConnected) = (0, true);

    /// <summary>A stream is lost, or could not be had.</summary>
    public TimeSpan Fail()
    {
        _failures++;
        if (!_wasConnected && _failures < servers) return TimeSpan.Zero;
        var doublings = _failures - (_wasConnected ? 1 : servers);
        if (doublings == 0 && _wasConnected) return random.NextDouble() * Spread;
        var limit = Math.Min(Most.TotalSeconds, Least.TotalSeconds * Math.Pow(2, Math.Min(doublings, 10)));
        return Least + random.NextDouble() * TimeSpan.FromSeconds(limit - Least.TotalSeconds);
    }
}

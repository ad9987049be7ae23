namespace ActorMesh.Runtime.Time;

/// <summary>
/// When something that was lost is tried again: ever longer, at random, so that many who lost the same do not come back all at once.
/// </summary>
/// <param name="least">No wait but those of <see cref="Places"/> and <see cref="Spread"/> is shorter.</param>
/// <param name="most">No wait is longer.</param>
public sealed class ReconnectDelay(Random random, TimeSpan least, TimeSpan most)
{
    private const int DoublingsMax = 16;

    private bool _hasWorked;
    private int _failures, _doublings;

    /// <summary>How many there are to be tried in turn: each once without a pause, before one has worked.</summary>
    public int Places { get; init; } = 1;

    /// <summary>The first wait after a loss lies anywhere within it; zero: it is a wait as any other.</summary>
    public TimeSpan Spread { get; init; }

    /// <summary>It works.</summary>
    public void Succeed() => (_hasWorked, _failures, _doublings) = (true, 0, 0);

    /// <summary>It is lost, or could not be had.</summary>
    /// <returns>How long to wait.</returns>
    public TimeSpan Fail()
    {
        _failures++;
        if (!_hasWorked && _failures < Places) return TimeSpan.Zero;
        if (_hasWorked && _failures == 1 && Spread > TimeSpan.Zero) return random.NextDouble() * Spread;
        _doublings = Math.Min(_doublings + 1, DoublingsMax);
        var limit = Math.Min(most.TotalSeconds, least.TotalSeconds * Math.Pow(2, _doublings));
        return least + (random.NextDouble() * TimeSpan.FromSeconds(limit - least.TotalSeconds));
    }
}

namespace ActorMesh.Runtime.Identity;

/// <summary>
/// Peers that were turned away before they were heard: counts them and says why, the first at once, then at most one line a second, which says how many
/// it stands for.
/// </summary>
/// <remarks>Any thread.</remarks>
public sealed class RefusedPeers(Action<string> warn, TimeProvider clock)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private DateTimeOffset _next;
    private long _count, _unsaid;

    public long Count => Volatile.Read(ref _count);

    /// <param name="where">At which port, such as <c>xds</c>.</param>
    public void Note(string where, object? peer, string problem)
    {
        long more;
        lock (_lock)
        {
            _count++;
            var now = clock.GetUtcNow();
            if (now < _next && _next - now <= Interval) // Else the clock was set back.
            {
                _unsaid++;
                return;
            }

            (more, _unsaid, _next) = (_unsaid, 0, now + Interval);
        }

        warn($"{where}: {peer} was not let in: {PeerText.Of(problem)}{(more > 0 ? $" (and {more} more since the last line)" : "")}");
    }
}

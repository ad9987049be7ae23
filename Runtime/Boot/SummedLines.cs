namespace ActorMesh.Runtime.Boot;

/// <summary>Lines that may come in floods: the first is written at once, then at most one in each interval, which says how many it stands for.</summary>
/// <remarks>Any thread.</remarks>
public sealed class SummedLines(Action<string> write, TimeSpan interval, TimeProvider clock)
{
    private readonly Lock _lock = new();
    private DateTimeOffset _next;
    private long _unsaid;

    public void Tell(string line)
    {
        long more;
        lock (_lock)
        {
            var now = clock.GetUtcNow();
            if (now < _next && _next - now <= interval) // Else the clock was set back.
            {
                _unsaid++;
                return;
            }

            (more, _unsaid, _next) = (_unsaid, 0, now + interval);
        }

        write(more > 0 ? $"{line} (and {more} more since the last line)" : line);
    }
}

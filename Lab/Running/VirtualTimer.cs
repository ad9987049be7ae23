namespace ActorMesh.Lab.Running;

/// <summary>A timer of virtual time.</summary>
internal sealed class VirtualTimer(EventQueue queue, TimerCallback callback, object? state) : ITimer
{
    private ScheduledEvent? _next;

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        _next?.Cancel();
        _next = dueTime == Timeout.InfiniteTimeSpan ? null : queue.After(dueTime, () => Fire(period));
        return true;
    }

    public void Dispose() => _next?.Cancel();

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    private void Fire(TimeSpan period)
    {
        if (period > TimeSpan.Zero) _next = queue.After(period, () => Fire(period));
        callback(state);
    }
}

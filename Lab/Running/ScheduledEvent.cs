namespace ActorMesh.Lab.Running;

/// <summary>Something that happens at a point of virtual time, unless it is taken back.</summary>
/// <param name="lane">Where it stands in line; null when it stands in the heap by itself.</param>
internal sealed class ScheduledEvent(EventOrder order, EventLane? lane, Action action)
{
    private Action? _action = action;

    public EventOrder Order => order;

    public EventLane? Lane => lane;

    public bool IsWaiting => _action is not null;

    public void Cancel() => _action = null;

    public void Happen()
    {
        var due = _action;
        _action = null;
        due?.Invoke();
    }
}

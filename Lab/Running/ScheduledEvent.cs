using ActorMesh.Runtime.Time;

namespace ActorMesh.Lab.Running;

/// <summary>Something that happens at a point of virtual time, unless it is taken back.</summary>
internal sealed class ScheduledEvent(Instant at, Action action)
{
    private Action? _action = action;

    public Instant At => at;

    public bool IsWaiting => _action is not null;

    public void Cancel() => _action = null;

    public void Happen()
    {
        var due = _action;
        _action = null;
        due?.Invoke();
    }
}

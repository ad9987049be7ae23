namespace ActorMesh.Lab.Running;

/// <summary>Events that were planned with the same delay, in order. The first of them stands in the heap.</summary>
internal sealed class EventLane
{
    private readonly Queue<ScheduledEvent> _behind = new();
    private bool _hasFirst;

    /// <returns>True when it is the first: it goes into the heap.</returns>
    public bool Add(ScheduledEvent planned)
    {
        if (_hasFirst) _behind.Enqueue(planned);
        else return _hasFirst = true;
        return false;
    }

    /// <summary>The first one has its turn.</summary>
    /// <returns>Who stands in the heap from now on; null for nobody.</returns>
    public ScheduledEvent? Next()
    {
        while (_behind.TryDequeue(out var next))
            if (next.IsWaiting) return next;
        _hasFirst = false;
        return null;
    }
}

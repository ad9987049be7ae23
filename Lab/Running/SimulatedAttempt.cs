using ActorMesh.DataPlane.Routing.Exchange.Attempts;

namespace ActorMesh.Lab.Running;

/// <summary>One try of a call at one replica.</summary>
internal sealed class SimulatedAttempt(TimeProvider clock)
{
    /// <summary>What it takes of what all share, as in a sidecar.</summary>
    public AttemptHold Hold { get; } = new(clock);

    /// <summary>At the replica; null until it was sent.</summary>
    public Visit? Visit { get; set; }

    /// <summary>Ends it when it takes too long; null when nothing does.</summary>
    public ScheduledEvent? Limit { get; set; }

    public bool IsOver { get; private set; }

    /// <summary>Gives back what it holds. A replica that still works on it works for nobody.</summary>
    public void Drop()
    {
        if (IsOver) return;
        IsOver = true;
        Limit?.Cancel();
        Visit?.Leave();
        Hold.Release();
    }
}

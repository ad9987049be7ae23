namespace ActorMesh.ControlPlane.Authority;

/// <summary>How long the authority waits for what.</summary>
public sealed record AuthorityTimings
{
    public static AuthorityTimings Default { get; } = new();

    /// <summary>For the journal to take an event. Then who asked is told that nobody knows.</summary>
    public TimeSpan WriteMax { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>For the journal to be read when a leader begins. Then who asks is refused, until it is read after all.</summary>
    public TimeSpan RecoveryMax { get; init; } = TimeSpan.FromSeconds(4);

    /// <summary>Before a failed journal is tried again; doubles each time, up to <see cref="RetryMax"/>.</summary>
    public TimeSpan RetryMin { get; init; } = TimeSpan.FromMilliseconds(500);

    public TimeSpan RetryMax { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>
    /// How long a leader that found another one to be newer leaves the journal alone. One that was paused is taken out of the cluster within it;
    /// until then it must not disturb its successor.
    /// </summary>
    public TimeSpan StandBack { get; init; } = TimeSpan.FromSeconds(10);

    /// <param name="failures">In a row, before this one.</param>
    public TimeSpan RetryAfter(int failures) => TimeSpan.FromTicks(Math.Min(RetryMax.Ticks, RetryMin.Ticks << Math.Min(failures, 10)));
}

namespace ActorMesh.ControlPlane.RateLimits;

/// <summary>How long what coordinators say holds. The same on all control nodes of a mesh.</summary>
public sealed record LeaseTimes
{
    /// <summary>Clocks of machines may run by so much faster or slower than each other.</summary>
    private const double ClockMargin = 1.02;

    public static readonly LeaseTimes Default = new();

    /// <summary>After which a lease is dead, by the clock of who granted it. Default 1 s.</summary>
    public TimeSpan Lifetime { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>A node may grant for so long after it last heard from most control nodes. Default 1 s.</summary>
    public TimeSpan Hearing { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How often a node asks the others whether they hear it. Default 200 ms.</summary>
    public TimeSpan HearingInterval { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>
    /// For which a coordinator that begins grants nothing. By then its predecessor has stopped granting, even one that was cut off and did not
    /// know that it was replaced, and the last of its leases is dead.
    /// </summary>
    public TimeSpan Settling => (Hearing + Lifetime) * ClockMargin;
}

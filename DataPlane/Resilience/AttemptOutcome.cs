namespace ActorMesh.DataPlane.Resilience;

/// <summary>How one attempt ended: what every policy that counts attempts is told, once for each.</summary>
/// <param name="Status">Of the answer; 0 when there was none.</param>
/// <param name="Latency">From the start of the attempt, its wait for a connection included, to the head of the answer or to the failure.</param>
public readonly record struct AttemptOutcome(AttemptEnd End, int Status, TimeSpan Latency)
{
    /// <summary>
    /// The answer says that a proxy behind this upstream has given up on something deeper down (<c>x-actormesh-gave-up</c>): the endpoint
    /// itself is not to blame.
    /// </summary>
    public bool IsPassedOn { get; init; }

    /// <summary>False for what says nothing about the upstream.</summary>
    public bool Counts => End is not (AttemptEnd.Cancelled or AttemptEnd.Refused);

    /// <summary>The failure was seen here, not told by the upstream.</summary>
    public bool IsLocalOrigin => Counts && End != AttemptEnd.Answered;

    /// <summary>The status that policies on statuses see: failures without an answer have one too (envoy outlier detection: 503, 504, 502).</summary>
    public int StatusOrEquivalent => End switch
    {
        AttemptEnd.Answered => Status,
        AttemptEnd.TimedOut => 504,
        AttemptEnd.Malformed => 502,
        _ => 503,
    };
}

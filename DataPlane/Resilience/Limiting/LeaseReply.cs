namespace ActorMesh.DataPlane.Resilience.Limiting;

/// <summary>An answer of the coordinator.</summary>
/// <param name="Number">Of the ask that it answers.</param>
/// <param name="Lease">Its number.</param>
/// <param name="Lifetime">Of the lease, from the sending of the ask, by the coordinator's clock.</param>
/// <param name="RetryAfter">Asking earlier is of no use.</param>
public readonly record struct LeaseReply(
    LeaseAnswerKind Kind, long Number, LeaseTerm Term, long Lease, int Tokens, TimeSpan Lifetime, TimeSpan RetryAfter)
{
    /// <summary>Tokens per second.</summary>
    public double Rate { get; init; }

    public int Burst { get; init; }

    /// <summary>Whole tokens that nobody has.</summary>
    public int Remaining { get; init; }

    /// <summary>Until the whole burst is there if nobody comes.</summary>
    public TimeSpan UntilFull { get; init; }
}

namespace ActorMesh.DataPlane.Resilience.Limiting;

/// <summary>What a leased bucket says to a request.</summary>
public enum LeaseOutcome
{
    /// <summary>There was a token, which is taken now.</summary>
    Taken,

    /// <summary>The coordinator said of late that the limit is reached.</summary>
    Exhausted,

    /// <summary>Not known yet: the coordinator is being asked.</summary>
    Asking,

    /// <summary>The coordinator can't be asked, or does not say.</summary>
    Failed,

    /// <summary>The mesh has no such limit.</summary>
    Unlimited,
}

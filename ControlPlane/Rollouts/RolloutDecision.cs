namespace ActorMesh.ControlPlane.Rollouts;

/// <summary>What shall come of a rollout now.</summary>
/// <param name="Note">Why, for people.</param>
public abstract record RolloutDecision(string Note)
{
    /// <summary>It stays as it is.</summary>
    public sealed record Hold(string Note) : RolloutDecision(Note);

    /// <summary>More proxies run it.</summary>
    public sealed record Widen(int Percent, string Note) : RolloutDecision(Note);

    /// <summary>All run it: it is no canary any more.</summary>
    public sealed record Finish(string Note) : RolloutDecision(Note);

    /// <summary>It is taken back from those that run it.</summary>
    public sealed record RollBack(string Note) : RolloutDecision(Note);
}

using ActorMesh.DataPlane.Routing.Exchange;

namespace ActorMesh.DataPlane.Routing.Filters;

/// <summary>What the filters of a route say to a request.</summary>
/// <param name="Refusal">The answer to a request that goes no further; null lets it pass.</param>
/// <param name="Delay">How long it is held first.</param>
internal readonly record struct FilterVerdict(Refusal? Refusal, TimeSpan Delay)
{
    public static readonly FilterVerdict Pass;

    /// <summary>What is waited for before anything else is decided; null for nothing.</summary>
    public LeaseWait? Wait { get; init; }

    /// <summary>The filter that waits.</summary>
    public int WaitingFilter { get; init; }
}

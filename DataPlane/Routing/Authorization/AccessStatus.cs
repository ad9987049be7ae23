namespace ActorMesh.DataPlane.Routing.Authorization;

/// <summary>A place where access is decided, at one moment.</summary>
/// <param name="Place">Where it is configured, as in <c>virtual host 'a', route 'b'</c>; empty for the listener itself.</param>
/// <param name="StatPrefix">Stands in the names of its statistics; may be empty.</param>
/// <param name="ShadowStatPrefix">The same for what is only told.</param>
/// <param name="Summary">For people.</param>
/// <param name="ShadowAllowed">What the rules that are only told would allow.</param>
/// <param name="ShadowDenied">What they would deny.</param>
public sealed record AccessStatus(
    string Place, string StatPrefix, string ShadowStatPrefix, string Summary, long Allowed, long Denied, long ShadowAllowed, long ShadowDenied)
{
    /// <summary>What each policy decided; empty where that is not counted.</summary>
    public IReadOnlyList<PolicyStatus> Policies { get; init; } = [];
}

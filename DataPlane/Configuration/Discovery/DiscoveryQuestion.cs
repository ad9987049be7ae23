namespace ActorMesh.DataPlane.Configuration.Discovery;

/// <summary>What a control plane is asked for or told, of one type; the same for both dialects of xDS.</summary>
/// <param name="Names">All that are wanted, or by difference those that are new; none for all there are.</param>
/// <param name="Unwanted">Names that are wanted no more; by difference only.</param>
/// <param name="Known">Name to version of what is here already; by difference only, and only in the first question of a stream.</param>
/// <param name="Version">Of the last answer that was accepted whole.</param>
/// <param name="Nonce">Of the answer that this is about; empty for none.</param>
/// <param name="Problem">Why that answer is refused; null when it is not.</param>
public sealed record DiscoveryQuestion(
    DiscoveredType Type, IReadOnlyList<string> Names, IReadOnlyList<string> Unwanted, IReadOnlyDictionary<string, string> Known,
    string Version, string Nonce, string? Problem);

using ActorMesh.ControlPlane.Resources;

namespace ActorMesh.ControlPlane.Xds.Subscriptions;

/// <summary>What a client is told of one type at one time.</summary>
/// <param name="Version">Of the client's whole share of this type, once it has this answer: what it repeats when it comes back.</param>
/// <param name="Nonce">Fresh with each answer of the stream.</param>
/// <param name="Removed">Names that are gone or never were; told by difference only.</param>
/// <param name="Changed">Names of what it did not have in this form.</param>
public sealed record Answer(
    string TypeUrl, string Version, string Nonce, IReadOnlyList<VersionedResource> Resources, IReadOnlyList<string> Removed, IReadOnlyList<string> Changed);

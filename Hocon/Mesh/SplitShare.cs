using ActorMesh.Hocon.Reading;

namespace ActorMesh.Hocon.Mesh;

/// <summary>This share of the requests goes to that version.</summary>
/// <param name="Version">Empty: all endpoints of the service.</param>
/// <param name="Share">0..1.</param>
public sealed record SplitShare(SourceSpan Span, string Version, double Share);

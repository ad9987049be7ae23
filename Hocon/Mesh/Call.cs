using ActorMesh.Hocon.Reading;

namespace ActorMesh.Hocon.Mesh;

/// <summary>This service calls that one.</summary>
public sealed record Call(SourceSpan Span, string Service);

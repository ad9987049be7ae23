using ActorMesh.Hocon.Reading;

namespace ActorMesh.Hocon.Mesh;

/// <summary>The proxy answers by itself.</summary>
public sealed record FixedResponse(SourceSpan Span, Setting<int> Status, Setting<string> Body);

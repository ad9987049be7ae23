using ActorMesh.Hocon.Reading;

namespace ActorMesh.Hocon.Mesh;

/// <summary>Replicas found by resolving a name.</summary>
public sealed record EndpointsDns(SourceSpan Span, Setting<string> Name, Setting<TimeSpan> Refresh);

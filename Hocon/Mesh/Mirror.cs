using ActorMesh.Hocon.Reading;

namespace ActorMesh.Hocon.Mesh;

/// <summary>A copy of this share of the requests goes there too; its answers are dropped.</summary>
/// <param name="Version">A version of the same service, or null.</param>
/// <param name="Service">Another service, or null.</param>
public sealed record Mirror(SourceSpan Span, Setting<string?> Version, Setting<string?> Service, Setting<double> Share);

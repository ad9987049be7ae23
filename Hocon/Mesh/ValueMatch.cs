using ActorMesh.Hocon.Reading;

namespace ActorMesh.Hocon.Mesh;

/// <summary>A header or query parameter and what its value must be.</summary>
/// <param name="Value">With <see cref="ValueMatchKind.Present"/> and <see cref="ValueMatchKind.Absent"/> empty.</param>
public sealed record ValueMatch(SourceSpan Span, string Name, ValueMatchKind Kind, string Value);

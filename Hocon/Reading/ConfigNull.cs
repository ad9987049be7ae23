namespace ActorMesh.Hocon.Reading;

/// <summary><c>null</c>: takes back what was set for the key before.</summary>
public sealed record ConfigNull(SourceSpan Span) : ConfigValue(Span);

namespace ActorMesh.Hocon.Reading;

/// <summary>An array, in order.</summary>
public sealed record ConfigArray(SourceSpan Span, IReadOnlyList<ConfigValue> Items) : ConfigValue(Span);

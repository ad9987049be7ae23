namespace ActorMesh.Hocon.Reading;

/// <summary>A string, number or word. HOCON does not tell them apart; whoever reads it knows what it should be.</summary>
/// <param name="Text">Without quotes, escapes undone.</param>
/// <param name="IsQuoted">Whether any part was in quotes.</param>
public sealed record ConfigScalar(SourceSpan Span, string Text, bool IsQuoted) : ConfigValue(Span);

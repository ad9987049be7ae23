namespace ActorMesh.Hocon.Reading;

/// <summary>A value of a configuration file after substitution and merging. Immutable.</summary>
/// <param name="Span">Where it was written. For an object that was merged of several, the last of them.</param>
public abstract record ConfigValue(SourceSpan Span);

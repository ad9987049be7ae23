namespace ActorMesh.Hocon.Reading.Resolving;

/// <summary>
/// A value of which the kind is known. What an object or array holds may still have references: only so can
/// a field of an object refer to its neighbours.
/// </summary>
internal abstract class Shape(SourceSpan span) : Expression(span);

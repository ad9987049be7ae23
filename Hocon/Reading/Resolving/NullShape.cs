namespace ActorMesh.Hocon.Reading.Resolving;

internal sealed class NullShape(SourceSpan span) : Shape(span);

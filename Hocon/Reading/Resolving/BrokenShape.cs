namespace ActorMesh.Hocon.Reading.Resolving;

/// <summary>A value that could not be found, of which the reason has been reported. What refers to it is broken as well, without another word.</summary>
internal sealed class BrokenShape(SourceSpan span) : Shape(span);

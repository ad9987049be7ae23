namespace ActorMesh.Hocon.Reading.Syntax;

/// <summary>A value as it was written.</summary>
internal abstract class ValueSyntax(int start, int end) : SyntaxNode(start, end);

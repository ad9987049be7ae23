namespace ActorMesh.Hocon.Reading.Syntax;

/// <summary>A field of an object, or an <c>include</c> among them.</summary>
internal abstract class MemberSyntax(int start, int end) : SyntaxNode(start, end);

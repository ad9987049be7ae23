namespace ActorMesh.Hocon.Reading.Syntax;

/// <summary><c>${path}</c> or <c>${?path}</c>.</summary>
internal sealed class ReferenceSyntax(int start, int end, IReadOnlyList<PathElement> path, bool isOptional) : ValueSyntax(start, end)
{
    public IReadOnlyList<PathElement> Path => path;

    public bool IsOptional => isOptional;
}

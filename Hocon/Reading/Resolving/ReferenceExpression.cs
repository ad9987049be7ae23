namespace ActorMesh.Hocon.Reading.Resolving;

/// <summary><c>${path}</c>.</summary>
/// <param name="path">As it was written.</param>
/// <param name="prefix">Where the file that it stands in was included; looked there first.</param>
internal sealed class ReferenceExpression(SourceSpan span, IReadOnlyList<string> path, IReadOnlyList<string> prefix, bool isOptional) : Expression(span)
{
    public IReadOnlyList<string> Path => path;

    public IReadOnlyList<string> Prefix => prefix;

    public bool IsOptional => isOptional;
}

using ActorMesh.Hocon.Mesh;
using ActorMesh.Hocon.Reading;

namespace ActorMesh.Cli.Describing;

/// <summary>A value as it was written, and the place of its key.</summary>
internal sealed record WrittenValue(string Text, SourceSpan Origin)
{
    public bool IsBuiltIn => Origin.File == Reference.File;

    /// <summary><c>mesh.conf:57:19</c>; or <c>built-in</c>, with its line of the reference when <paramref name="wide"/>.</summary>
    public string Place(bool wide) => IsBuiltIn && !wide ? "built-in" : Origin.ToString();
}

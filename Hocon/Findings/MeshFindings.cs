using ActorMesh.Hocon.Mesh;
using ActorMesh.Hocon.Reading;

namespace ActorMesh.Hocon.Findings;

/// <summary>Everything that can be said about a mesh without running it.</summary>
public static class MeshFindings
{
    /// <returns>In the order of the file.</returns>
    public static IReadOnlyList<Diagnostic> Of(ServiceMesh mesh) => [];
}

using ActorMesh.Hocon.Mesh;
using ActorMesh.Hocon.Reading;

namespace ActorMesh.Hocon.Findings;

/// <summary>Everything that can be said about a mesh without running it.</summary>
public static class MeshFindings
{
    /// <returns>In the order of the file. What holds in many places because of one line is said once, at that line.</returns>
    public static IReadOnlyList<Diagnostic> Of(ServiceMesh mesh)
    {
        var view = new MeshView(mesh);
        return
        [
            .. MeshRules.All
                .SelectMany(rule => rule.Check(view))
                .DistinctBy(finding => (finding.Code, finding.Path, finding.Span))
                .OrderBy(finding => finding.File == mesh.Name.Origin.File.Name ? "" : finding.File, StringComparer.Ordinal)
                .ThenBy(finding => finding.Span!.Value.Offset)
                .ThenBy(finding => finding.Code, StringComparer.Ordinal),
        ];
    }
}

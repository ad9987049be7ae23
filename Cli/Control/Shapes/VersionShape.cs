using ActorMesh.Runtime.Contracts;
using ActorMesh.Runtime.Contracts.Cluster;

namespace ActorMesh.Cli.Control.Shapes;

/// <summary>A version with its text: the root file first, then what it includes.</summary>
internal sealed record VersionShape(
    string ApiVersion, string Kind, RevisionShape Revision, IReadOnlyList<ApplyRequest.FileShape> Files, IReadOnlyDictionary<string, string> Environment)
{
    /// <exception cref="MeshDocumentException">It is damaged.</exception>
    public static VersionShape Of(VersionText version)
    {
        var sources = MeshDocuments.Unpack(version.Document);
        return new VersionShape(
            ControlJson.ApiVersion,
            "MeshVersion",
            RevisionShape.Of(version.Revision),
            [.. sources.Files.Select(file => new ApplyRequest.FileShape(file.Name, file.Text))],
            sources.Environment.ToDictionary(variable => variable.Name, variable => variable.Value, StringComparer.Ordinal));
    }
}

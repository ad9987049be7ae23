using ActorMesh.Runtime.Contracts;
using ActorMesh.Runtime.Contracts.Cluster;

namespace ActorMesh.Tests.Fast.ControlPlane.Documents;

/// <summary>Meshes to apply.</summary>
internal static class Meshes
{
    public static MeshSources Of(string text) => new() { Files = { new MeshSources.Types.File { Name = "mesh.conf", Text = text } } };

    public static MeshDocument Document(string text) => MeshDocuments.Pack(Of(text));

    /// <summary>Sound meshes, each with a text of its own.</summary>
    public static MeshDocument Numbered(int number) => Document($"services {{ orders {{ port = {8000 + number} }} }}");
}

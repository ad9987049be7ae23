using ActorMesh.ControlPlane.Documents;
using ActorMesh.Hocon.Compiling.Security;
using ActorMesh.Runtime.Contracts;
using ActorMesh.Runtime.Contracts.Cluster;
using Google.Protobuf;

namespace ActorMesh.ControlPlane.Authority;

/// <summary>What was found about a mesh.</summary>
/// <param name="Hash">Of its document.</param>
/// <param name="Problems">The worst first.</param>
/// <param name="Names">What the SPIFFE ids of all its workloads begin with; null when it cannot run.</param>
internal sealed record LookedAt(ByteString Hash, IReadOnlyList<Problem> Problems, string? Names)
{
    public static LookedAt Nothing { get; } = new(ByteString.Empty, [], null);

    /// <exception cref="MeshDocumentException">It cannot be unpacked.</exception>
    public static LookedAt Of(MeshDocument document)
    {
        var read = CheckedDocument.Of(document);
        return new LookedAt(document.Hash, read.Problems, read.Mesh is { } mesh ? $"{SpiffeNames.Domain(mesh)}/ns/{mesh.Namespace.Value}" : null);
    }
}

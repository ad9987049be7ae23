using ActorMesh.Runtime.Contracts;
using ActorMesh.Runtime.Contracts.Cluster;
using ActorMesh.Tests.Fast.ControlPlane.Documents;

namespace ActorMesh.Tests.Fast.ControlPlane.Distribution;

/// <summary>What an authority publishes.</summary>
internal static class Publications
{
    public const string Shop =
        """
        services {
          web { port = 8081, calls = [orders] }
          orders { port = 8082 }
        }
        """;

    /// <param name="version">Its text is its own, and sound.</param>
    public static PublishedMesh Of(long epoch, long sequence, long version) => Of(epoch, sequence, version, Meshes.Numbered((int)version));

    public static PublishedMesh Of(long epoch, long sequence, long version, string text) => Of(epoch, sequence, version, Meshes.Document(text));

    public static PublishedMesh WithCanary(this PublishedMesh mesh, long version, int percent, string text)
    {
        var document = Meshes.Document(text);
        var changed = mesh.Clone();
        changed.Canary = new MeshRevision { Version = version, Epoch = mesh.Epoch, Hash = document.Hash };
        changed.CanaryDocument = document;
        changed.CanaryPercent = changed.CanaryAskedPercent = percent;
        return changed;
    }

    public static PublicationState Answer(PublishedMesh current, bool withMesh) => new()
    {
        Mesh = withMesh ? current : null,
        Summary = new PublishedMeshSummary { Epoch = current.Epoch, Sequence = current.Sequence, Stable = current.Stable, Leader = "n:1" },
    };

    private static PublishedMesh Of(long epoch, long sequence, long version, MeshDocument document) => new()
    {
        Epoch = epoch, Sequence = sequence, Stable = new MeshRevision { Version = version, Epoch = epoch, Hash = document.Hash }, StableDocument = document,
    };
}

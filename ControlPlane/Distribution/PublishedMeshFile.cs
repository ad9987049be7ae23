using ActorMesh.Runtime.Contracts;
using ActorMesh.Runtime.Contracts.Cluster;
using Google.Protobuf;

namespace ActorMesh.ControlPlane.Distribution;

/// <summary>Keeps on disk what a control node serves, so that it serves the same when it starts before there is a leader.</summary>
public sealed class PublishedMeshFile(string path)
{
    private readonly LastGoodFile _file = new(path, "published-mesh");

    /// <summary>Blocks.</summary>
    /// <returns>Null when there is none.</returns>
    /// <exception cref="InvalidDataException">It is damaged or none of ours; the message says what to do.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public PublishedMesh? Read()
    {
        if (_file.Read(PublishedMesh.Parser) is not var (entry, mesh)) return null;
        return PublicationOrder.Of(mesh) == new PublicationOrder(entry.Epoch, entry.Sequence)
            ? mesh
            : throw new InvalidDataException($"{path} is not used: it does not hold what it says. Delete it; the leader sends it again");
    }

    /// <summary>Blocks until it is on the disk.</summary>
    /// <exception cref="IOException">It cannot be written; what was there stays.</exception>
    public void Write(PublishedMesh mesh) => _file.Write(new LastGoodEntry(mesh.Epoch, mesh.Sequence, mesh.ToByteArray()));
}

using ActorMesh.Runtime.Boot;
using ActorMesh.Runtime.Contracts.Cluster;
using Akka.Actor;

namespace ActorMesh.ControlPlane.Distribution;

/// <summary>Reads and writes the distributor's file on threads of its own: a slow disk holds up nothing else. The newest is what gets written.</summary>
internal sealed class MeshWriting(PublishedMeshFile file, IActorRef owner)
{
    private PublishedMesh? _unwritten;
    private PublishedMesh? _underWay;

    /// <summary>The owner is told what was kept.</summary>
    public void Read() => _ = OwnThread.Run(() => new DistributorActor.Message.Kept(file.Read(), null))
        .PipeTo(owner, failure: e => new DistributorActor.Message.Kept(null, e.Message));

    /// <summary>The owner is told when it is on the disk, or why not.</summary>
    public void Write(PublishedMesh mesh)
    {
        _unwritten = mesh;
        TryAgain();
    }

    /// <summary>Writes what could not be written.</summary>
    public void TryAgain()
    {
        if (_underWay is not null || _unwritten is not { } mesh) return;
        (_underWay, _unwritten) = (mesh, null);
        _ = OwnThread.Run(() =>
        {
            file.Write(mesh);
            return new DistributorActor.Message.Written(null);
        }).PipeTo(owner, failure: e => new DistributorActor.Message.Written(e.Message));
    }

    /// <summary>The owner was told.</summary>
    /// <param name="isWritten">What is not is kept, to be tried again.</param>
    public void Done(bool isWritten)
    {
        if (!isWritten) _unwritten ??= _underWay;
        _underWay = null;
        if (isWritten) TryAgain();
    }
}

using ActorMesh.Runtime.Contracts.Cluster;
using Akka.Actor;
using Google.Protobuf;

namespace ActorMesh.ControlPlane.Authority;

/// <summary>A command on its way, and who waits for its outcome.</summary>
internal sealed record PendingChange(IMessage Command, IActorRef Asker)
{
    /// <summary>What to answer once it is written; null before it is decided.</summary>
    public MeshOutcome? Outcome { get; init; }

    /// <summary>About the mesh that it brings; null while nobody looked, or when it brings none.</summary>
    public LookedAt? Found { get; init; }
}

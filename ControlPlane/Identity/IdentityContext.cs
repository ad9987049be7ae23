using ActorMesh.ControlPlane.Identity.Auditing;
using ActorMesh.Runtime.Identity;
using Akka.Actor;

namespace ActorMesh.ControlPlane.Identity;

/// <summary>What a node issues certificates with.</summary>
/// <param name="Mesh">The mesh's authority, wherever it is: it spends tokens.</param>
public sealed record IdentityContext(CertificateAuthority Authority, IActorRef Mesh, AuditLog Audit, IssuedBook Issued, IdentityCounters Counters, TimeProvider Clock)
    : IDisposable
{
    /// <summary>Who gets nothing whatever it shows.</summary>
    public Func<DenyList> Denied { get; init; } = static () => DenyList.Empty;

    /// <summary>Paths of the SPIFFE ids that workloads of the mesh can have; null while this node does not know the mesh.</summary>
    public required Func<IReadOnlySet<string>?> Workloads { get; init; }

    public void Dispose() => Audit.Dispose();
}

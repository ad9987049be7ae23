using ActorMesh.ControlPlane.Identity.Auditing;
using Akka.Actor;

namespace ActorMesh.ControlPlane.Identity;

/// <summary>What a node issues certificates with.</summary>
/// <param name="Mesh">The mesh's authority, wherever it is: it spends tokens.</param>
public sealed record IdentityContext(CertificateAuthority Authority, IActorRef Mesh, AuditLog Audit, IssuedBook Issued, IdentityCounters Counters, TimeProvider Clock)
    : IDisposable
{
    public void Dispose() => Audit.Dispose();
}

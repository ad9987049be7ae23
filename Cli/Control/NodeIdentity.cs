using System.Security.Cryptography;
using ActorMesh.ControlPlane.Xds;
using ActorMesh.Runtime.Membership;

namespace ActorMesh.Cli.Control;

/// <summary>How this control node proves who it is: to proxies and people, and to the other nodes.</summary>
/// <param name="Tls">Looked at by each handshake, so that a renewal needs no restart.</param>
/// <param name="Member">Read once.</param>
internal sealed record NodeIdentity(NodeTls Tls, MemberTls Member)
{
    /// <summary>SHA-256 of the mesh's root (DER).</summary>
    public byte[] RootHash => SHA256.HashData(Tls.Bundle().Roots[^1].RawDataMemory.Span);
}

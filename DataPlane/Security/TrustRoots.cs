using System.Security.Cryptography.X509Certificates;

namespace ActorMesh.DataPlane.Security;

/// <summary>The authorities whose certificates are believed. Immutable.</summary>
public sealed class TrustRoots(X509Certificate2Collection certificates)
{
    public X509Certificate2Collection Certificates => certificates;
}

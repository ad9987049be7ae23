using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ActorMesh.Runtime.Identity;

namespace ActorMesh.DataPlane.Security;

/// <summary>What a peer shows of itself in a handshake. Whether it is believed is <see cref="PeerCheck"/>'s to say.</summary>
/// <param name="leaf">Its own certificate.</param>
/// <param name="above">What it sent besides, in its order.</param>
/// <remarks>What is read of it is kept: a peer that comes again shows the same.</remarks>
public sealed class ShownCertificates(X509Certificate2 leaf, X509Certificate2Collection above)
{
    public X509Certificate2 Leaf => leaf;

    public X509Certificate2Collection Above => above;

    /// <exception cref="CryptographicException">They cannot be read.</exception>
    public SubjectNames Names => field ??= SubjectNames.Of(leaf);

    /// <summary>Who shows it, should it be believed.</summary>
    /// <exception cref="CryptographicException">It cannot be read.</exception>
    public PeerIdentity Identity => field ??= new PeerIdentity(leaf) { Intermediates = [.. above] };
}

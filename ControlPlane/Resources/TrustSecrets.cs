using ActorMesh.Runtime.Contracts.Envoy.Core;
using ActorMesh.Runtime.Contracts.Envoy.TransportSecurity;
using ActorMesh.Runtime.Identity;

namespace ActorMesh.ControlPlane.Resources;

/// <summary>The secrets that a control node serves: whom the mesh trusts, and who is denied all the same, which is the same for everybody. A private key is in none.</summary>
public static class TrustSecrets
{
    public static readonly ResourceSet None = ResourceSet.Empty(ResourceTypes.Secret);

    public static ResourceSet Of(TrustBundle bundle, DenyList denied)
    {
        var name = SpiffeId.ForTrustDomain(bundle.TrustDomain).ToString();
        var roots = BundleSequence.Line(bundle.Sequence) + string.Concat(bundle.Roots.Select(root => $"{root.ExportCertificatePem()}\n"));
        var secret = new Secret { Name = name, ValidationContext = new CertificateValidationContext { TrustedCa = new DataSource { InlineString = roots }, ActormeshDenied = { denied.Peers } } };
        return ResourceSet.Of(ResourceTypes.Secret, [VersionedResource.Of(name, secret)]);
    }
}

using System.Security.Cryptography.X509Certificates;
using ActorMesh.DataPlane.Identity;
using ActorMesh.Runtime.Contracts.Spiffe;
using ActorMesh.Runtime.Identity;
using Google.Protobuf;

namespace ActorMesh.Cli.Spiffe;

/// <summary>What an application is told, as the Workload API says it.</summary>
internal static class SpiffeAnswers
{
    /// <param name="key">Is not copied: once it is wiped out, the answer has none.</param>
    public static X509SVIDResponse Identity(ApplicationEdition edition, byte[] key) => new()
    {
        Svids =
        {
            new X509SVID { SpiffeId = $"{edition.Id}", X509Svid = Der(edition.Chain), X509SvidKey = UnsafeByteOperations.UnsafeWrap(key), Bundle = Der(edition.Roots) },
        },
    };

    public static X509BundlesResponse Bundles(ApplicationEdition edition) => new()
    {
        Bundles = { [$"{SpiffeId.ForTrustDomain(edition.Id!.TrustDomain)}"] = Der(edition.Roots) },
    };

    private static ByteString Der(IReadOnlyList<X509Certificate2> certificates) => UnsafeByteOperations.UnsafeWrap(certificates.SelectMany(certificate => certificate.RawData).ToArray());
}

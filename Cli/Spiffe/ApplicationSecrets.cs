using System.IO.Hashing;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using ActorMesh.ControlPlane.Resources;
using ActorMesh.DataPlane.Identity;
using ActorMesh.Runtime.Contracts.Envoy.Core;
using ActorMesh.Runtime.Contracts.Envoy.TransportSecurity;
using ActorMesh.Runtime.Identity;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace ActorMesh.Cli.Spiffe;

/// <summary>What an application is told, as secrets for an Envoy. Disposing of them wipes the key out.</summary>
internal sealed class ApplicationSecrets : IDisposable
{
    /// <summary>Names that do not change with the identity, as configurations for SPIRE have them.</summary>
    public const string IdentityName = "default", RootsName = "ROOTCA";

    private readonly List<byte[]> _wiped = [];

    /// <param name="withKey">With the certificate and its key.</param>
    public ApplicationSecrets(ApplicationEdition edition, bool withKey)
    {
        List<VersionedResource> secrets = [Roots(RootsName, edition), Roots($"{SpiffeId.ForTrustDomain(edition.Id!.TrustDomain)}", edition)];
        if (withKey) secrets.AddRange([Identity(IdentityName, edition), Identity($"{edition.Id}", edition)]);
        Set = ResourceSet.Of(ResourceTypes.Secret, secrets);
    }

    public ResourceSet Set { get; }

    /// <summary>Whether it takes the certificate and its key to answer.</summary>
    public static bool NeedKey(IEnumerable<string> names) => names.Any(name => name == IdentityName || (SpiffeId.TryParse(name, out var id, out _) && id.Path.Length > 0));

    public void Dispose()
    {
        foreach (var bytes in _wiped) CryptographicOperations.ZeroMemory(bytes);
    }

    private static VersionedResource Roots(string name, ApplicationEdition edition) => VersionedResource.Of(name, new Secret
    {
        Name = name, ValidationContext = new CertificateValidationContext { TrustedCa = new DataSource { InlineBytes = Pem(edition.Roots) } },
    });

    private static ByteString Pem(IEnumerable<X509Certificate2> certificates) =>
        ByteString.CopyFromUtf8(string.Concat(certificates.Select(certificate => $"{certificate.ExportCertificatePem()}\n")));

    // A key belongs to its certificate, so that certificates are version enough.
    private VersionedResource Identity(string name, ApplicationEdition edition)
    {
        var certificate = new TlsCertificate
        {
            CertificateChain = new DataSource { InlineBytes = Pem(edition.Chain) }, PrivateKey = new DataSource { InlineBytes = UnsafeByteOperations.UnsafeWrap(Key(edition)) },
        };
        var secret = Wiped(new Secret { Name = name, TlsCertificate = certificate }.ToByteArray());
        var version = Convert.ToHexStringLower(XxHash128.Hash(certificate.CertificateChain.InlineBytes.Span));
        return new VersionedResource(name, version, new Any { TypeUrl = ResourceTypes.Secret, Value = UnsafeByteOperations.UnsafeWrap(secret) });
    }

    private byte[] Key(ApplicationEdition edition)
    {
        var der = Wiped(edition.ExportKey());
        var pem = PemEncoding.Write("PRIVATE KEY", der);
        var key = Wiped(Encoding.ASCII.GetBytes(pem));
        pem.AsSpan().Clear();
        return key;
    }

    private byte[] Wiped(byte[] bytes)
    {
        _wiped.Add(bytes);
        return bytes;
    }
}

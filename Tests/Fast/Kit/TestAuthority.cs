using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ActorMesh.Runtime.Identity;

namespace ActorMesh.Tests.Fast.Kit;

/// <summary>A root, or an intermediate below one, that signs whatever a test wants signed.</summary>
internal sealed class TestAuthority : IDisposable
{
    public const string Domain = "shop.local";

    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(1);

    private readonly DateTimeOffset _now;

    /// <param name="now">Certificates begin a minute earlier; an authority ends after ten years, a leaf after four hours.</param>
    public TestAuthority(DateTimeOffset now, string name = "CN=root", Func<ForgedCertificate, ForgedCertificate>? change = null)
        : this(now, name, above: null, change)
    {
    }

    private TestAuthority(DateTimeOffset now, string name, TestAuthority? above, Func<ForgedCertificate, ForgedCertificate>? change)
    {
        _now = now;
        Name = name;
        var plain = new ForgedCertificate
        {
            Issuer = above?.Name ?? name, Subject = name, Start = now - Skew, End = now.AddYears(10), PublicKey = Key.ExportSubjectPublicKeyInfo(),
            Extensions = [CertificateParts.Authority(), CertificateParts.Usage(X509KeyUsageFlags.KeyCertSign)],
        };
        Certificate = (change is null ? plain : change(plain)).SignedBy(above?.Key ?? Key);
    }

    public string Name { get; }

    public ECDsa Key { get; } = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public X509Certificate2 Certificate { get; }

    public TrustBundle Bundle(string domain = Domain) => new(domain, [Certificate], sequence: 1);

    public TestAuthority Below(string name, Func<ForgedCertificate, ForgedCertificate>? change = null) => new(_now, name, this, change);

    /// <summary>As it should be, for <c>orders</c>.</summary>
    public ForgedCertificate Leaf(ECDsa key) => new()
    {
        Issuer = Name,
        Start = _now - Skew,
        End = _now.AddHours(4),
        PublicKey = key.ExportSubjectPublicKeyInfo(),
        Extensions =
        [
            CertificateParts.Uri(SpiffeId.ForWorkload(Domain, "default", "orders").ToString()),
            CertificateParts.Authority(isAuthority: false),
            CertificateParts.Usage(X509KeyUsageFlags.DigitalSignature),
            CertificateParts.Extended(CertificateParts.Server, CertificateParts.Client),
        ],
    };

    /// <summary>With its key.</summary>
    public X509Certificate2 Issue(Func<ForgedCertificate, ForgedCertificate>? change = null)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var leaf = Leaf(key);
        using var certificate = (change is null ? leaf : change(leaf)).SignedBy(Key);
        return certificate.CopyWithPrivateKey(key);
    }

    public X509Certificate2 Issue(string workload) => Issue(leaf => leaf.With(CertificateParts.Uri(SpiffeId.ForWorkload(Domain, "default", workload).ToString())));

    public void Dispose()
    {
        Key.Dispose();
        Certificate.Dispose();
    }
}

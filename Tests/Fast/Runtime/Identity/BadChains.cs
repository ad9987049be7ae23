using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ActorMesh.Runtime.Identity;
using ActorMesh.Tests.Fast.Kit;
using static ActorMesh.Tests.Fast.Kit.CertificateParts;

namespace ActorMesh.Tests.Fast.Runtime.Identity;

/// <summary>Leaves that are right by themselves, below somebody who is not.</summary>
internal static class BadChains
{
    /// <summary>What a peer sends, and who is trusted.</summary>
    internal sealed record Sent(X509Certificate2 Leaf, X509Certificate2Collection Intermediates, TrustBundle Bundle);

    public static readonly IReadOnlyDictionary<string, (SvidFault Fault, Func<TestAuthority, Sent> Make)> All =
        new Dictionary<string, (SvidFault, Func<TestAuthority, Sent>)>(StringComparer.Ordinal)
        {
            ["nobody is trusted"] = (SvidFault.NoRoots, root => new Sent(root.Issue(), [], new TrustBundle(TestAuthority.Domain, [], 1))),
            ["self-signed"] = (SvidFault.Untrusted, root => new Sent(SelfSigned(), [], root.Bundle())),
            ["self-signed, and trusted as a root"] = (SvidFault.Untrusted, root => SelfSigned() is var leaf ? new Sent(leaf, [], new TrustBundle(TestAuthority.Domain, [leaf], 1)) : null!),
            ["another root of another name"] = (SvidFault.Untrusted, root => new Sent(Other("CN=other").Issue(), [], root.Bundle())),
            ["another root of the same name"] = (SvidFault.BadSignature, root => new Sent(Other("CN=root").Issue(), [], root.Bundle())),
            ["another root, sent along"] = (SvidFault.Untrusted, root => Other("CN=other") is var other ? new Sent(other.Issue(), [other.Certificate], root.Bundle()) : null!),
            ["signature changed"] = (SvidFault.BadSignature, root => new Sent(Flipped(root, last: true), [], root.Bundle())),
            ["content changed"] = (SvidFault.BadSignature, root => new Sent(Flipped(root, last: false), [], root.Bundle())),
            ["intermediate not sent"] = (SvidFault.Untrusted, root => new Sent(root.Below("CN=mid").Issue(), [], root.Bundle())),
            ["intermediate of another root"] = (SvidFault.Untrusted, root => Below(Other("CN=other"), root)),
            ["a leaf signs"] = (SvidFault.NotAuthority, root => Below(root, root, mid => mid.With(Authority(isAuthority: false)))),
            ["intermediate without basic constraints"] = (SvidFault.NotAuthority, root => Below(root, root, mid => mid.Without(ConstraintsOid))),
            ["intermediate without keyCertSign"] = (SvidFault.CannotSign, root => Below(root, root, mid => mid.With(Usage(X509KeyUsageFlags.DigitalSignature)))),
            ["intermediate without key usage"] = (SvidFault.CannotSign, root => Below(root, root, mid => mid.Without(UsageOid))),
            ["intermediate of a workload's name"] = (SvidFault.HasPath, root => Below(root, root, mid => mid.And(Uri("spiffe://shop.local/ns/default/sa/orders")))),
            ["intermediate of another domain"] = (SvidFault.ForeignTrustDomain, root => Below(root, root, mid => mid.And(Uri("spiffe://evil.local")))),
            ["intermediate with two domains"] = (SvidFault.SeveralUris, root => Below(root, root, mid => mid.And(Uri("spiffe://shop.local", "spiffe://evil.local")))),
            ["intermediate ended"] = (SvidFault.IssuerNotInTime, root => Below(root, root, mid => mid with { End = SvidVerifierTests.Now.AddSeconds(-1) })),
            ["intermediate not yet valid"] = (SvidFault.IssuerNotInTime, root => Below(root, root, mid => mid with { Start = SvidVerifierTests.Now.AddSeconds(1) })),
            ["intermediate for code signing"] = (SvidFault.IssuerNotAllowed, root => Below(root, root, mid => mid.And(Extended("1.3.6.1.5.5.7.3.3")))),
            ["intermediate of version 1"] = (SvidFault.NotVersion3, root => Below(root, root, mid => mid with { Version = 1, Extensions = [] })),
            ["intermediate with a weak key"] = (SvidFault.WeakKey, root => new Sent(root.Issue(), [WeakSigner(root)], root.Bundle())),
            ["path length exceeded"] = (SvidFault.IssuerNotAllowed, TooDeep),
            ["five certificates"] = (SvidFault.ChainTooLong, root => Deep(root, 3, rootIsSent: true)),
            ["five certificates, the root not sent"] = (SvidFault.ChainTooLong, root => Deep(root, 3, rootIsSent: false)),
            ["more certificates than a chain has"] = (SvidFault.ChainTooLong, root => new Sent(root.Issue(), [.. Enumerable.Repeat(root.Certificate, 4)], root.Bundle())),
            ["root ended"] = (SvidFault.IssuerNotInTime, _ => Direct(Other("CN=old", root => root with { End = SvidVerifierTests.Now.AddSeconds(-1) }))),
            ["root is no authority"] = (SvidFault.IssuerNotAllowed, _ => Direct(Other("CN=plain", root => root.With(Authority(isAuthority: false))))),
            ["root may not sign"] = (SvidFault.IssuerNotAllowed, _ => Direct(Other("CN=plain", root => root.With(Usage(X509KeyUsageFlags.DigitalSignature))))),
        };

    private static TestAuthority Other(string name, Func<ForgedCertificate, ForgedCertificate>? change = null) => new(SvidVerifierTests.Now, name, change);

    private static Sent Direct(TestAuthority root) => new(root.Issue(), [], root.Bundle());

    private static Sent Below(TestAuthority signer, TestAuthority trusted, Func<ForgedCertificate, ForgedCertificate>? change = null)
    {
        var intermediate = signer.Below("CN=mid", change);
        return new Sent(intermediate.Issue(), [intermediate.Certificate], trusted.Bundle());
    }

    private static X509Certificate2 SelfSigned()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return (Other("CN=x").Leaf(key) with { Issuer = "CN=me", Subject = "CN=me" }).SignedBy(key);
    }

    private static X509Certificate2 Flipped(TestAuthority root, bool last)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var bytes = root.Leaf(key).BytesSignedBy(root.Key);
        bytes[last ? ^1 : bytes.AsSpan().LastIndexOf("orders"u8)] ^= 1;
        return X509CertificateLoader.LoadCertificate(bytes);
    }

    private static X509Certificate2 WeakSigner(TestAuthority root)
    {
        using var key = RSA.Create(1024);
        return root.Below("CN=weak", mid => mid with { PublicKey = key.ExportSubjectPublicKeyInfo() }).Certificate;
    }

    private static Sent TooDeep(TestAuthority root)
    {
        var first = root.Below("CN=mid-1", mid => mid.With(Authority(pathLength: 0)));
        var second = first.Below("CN=mid-2");
        return new Sent(second.Issue(), [second.Certificate, first.Certificate], root.Bundle());
    }

    private static Sent Deep(TestAuthority root, int depth, bool rootIsSent)
    {
        var (below, sent) = (root, new X509Certificate2Collection());
        for (var i = 0; i < depth; i++)
        {
            below = below.Below($"CN=mid-{i}");
            sent.Insert(0, below.Certificate);
        }
        if (rootIsSent) sent.Add(root.Certificate);
        return new Sent(below.Issue(), sent, root.Bundle());
    }
}

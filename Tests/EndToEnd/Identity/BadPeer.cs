using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ActorMesh.Runtime.Identity;
using ActorMesh.Tests.EndToEnd.Rig.Security;
using ActorMesh.Tests.Fast.Kit;

namespace ActorMesh.Tests.EndToEnd.Identity;

/// <summary>A peer that nobody may let in.</summary>
/// <param name="Alert">By which it is refused where OpenSSL itself secures the connection (RFC 8446, section 6).</param>
/// <param name="Said">Part of the reason in the log.</param>
/// <param name="Forge">Makes its certificate; null for none.</param>
internal sealed record BadPeer(string Name, int? Alert, string Said, Func<TestAuthority, DateTimeOffset, X509Certificate2>? Forge)
{
    public const string Nobody = "no certificate", Plain = "plain text", Old = "TLS 1.1", Intruder = "right chain, wrong identity";

    private const int BadCertificate = 42, Unsupported = 43, Expired = 45, UnknownAuthority = 48, ProtocolVersion = 70, CertificateRequired = 116;

    public bool IsPlain => Name == Plain;

    public bool IsOld => Name == Old;

    public IReadOnlyList<string> Options => IsOld ? OpenSsl.Tls11 : [];

    public static IReadOnlyList<BadPeer> All { get; } =
    [
        new(Nobody, CertificateRequired, "it showed no certificate", null),
        new("wrong trust domain", UnknownAuthority, "is of the trust domain elsewhere.test; only shop.local is trusted here", (root, _) => root.Issue(Named("spiffe://elsewhere.test/ns/default/sa/frontend"))),
        new("expired", Expired, "the certificate ended at", (root, now) => root.Issue(leaf => Right(leaf) with { Start = now.AddHours(-3), End = now.AddSeconds(-2) })),
        new("not yet valid", BadCertificate, "the certificate is valid from", (root, now) => root.Issue(leaf => Right(leaf) with { Start = now.AddHours(1) })),
        new("made for servers only", Unsupported, "its extended key usage lacks", (root, _) => root.Issue(leaf => Right(leaf).With(CertificateParts.Extended(CertificateParts.Server)))),
        new("two names", BadCertificate, "it has 2 URIs", (root, _) => root.Issue(Named("spiffe://shop.local/ns/default/sa/orders", "spiffe://shop.local/ns/default/sa/intruder"))),
        new("signed by itself", UnknownAuthority, "no chain leads to a root", (_, now) => SelfSigned(now)),
        new(Intruder, BadCertificate, "its certificate is for spiffe://shop.local/ns/default/sa/intruder, expected", (root, _) => root.Issue("intruder")),
        new(Plain, null, "it speaks without TLS", null),
        new(Old, ProtocolVersion, "unsupported protocol", null),
    ];

    public static BadPeer Of(string name) => All.Single(peer => peer.Name == name);

    /// <summary>As it should be, for <c>frontend</c>.</summary>
    public static X509Certificate2 Frontend(TestAuthority root) => root.Issue("frontend");

    private static ForgedCertificate Right(ForgedCertificate leaf) => Named(Id("frontend"))(leaf);

    private static Func<ForgedCertificate, ForgedCertificate> Named(params string[] uris) => leaf => leaf.With(CertificateParts.Uri(uris));

    private static string Id(string workload) => SpiffeId.ForWorkload(TestAuthority.Domain, "default", workload).ToString();

    private static X509Certificate2 SelfSigned(DateTimeOffset now)
    {
        using var elsewhere = new TestAuthority(now);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = (Right(elsewhere.Leaf(key)) with { Issuer = "CN=frontend", Subject = "CN=frontend" }).SignedBy(key);
        return certificate.CopyWithPrivateKey(key);
    }
}

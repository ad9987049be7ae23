using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ActorMesh.DataPlane.Security;
using ActorMesh.Tests.Fast.Kit;
using Xunit;
using static ActorMesh.Tests.Fast.Kit.CertificateParts;

namespace ActorMesh.Tests.Fast.DataPlane.Bytes.Tls;

/// <summary>Who is let in, and what is said of who is not.</summary>
public sealed class TlsHandshakeTests
{
    private const string CodeSigning = "1.3.6.1.5.5.7.3.3";

    /// <summary>In OpenSSL's errors, where alerts begin (SSL_AD_REASON_OFFSET).</summary>
    private const int ReasonOfAlert = 1000;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>What each is refused with: a word of the reason.</summary>
    private static readonly Dictionary<string, (string Reason, Func<TestAuthority, X509Certificate2?> Shown)> Refused = new(StringComparer.Ordinal)
    {
        ["nothing"] = ("certificate", _ => null),
        ["of another trust domain"] = ("evil.local", root => root.Issue(leaf => leaf.With(Uri("spiffe://evil.local/ns/default/sa/web")))),
        ["of another mesh's authority"] = ("root that is trusted", _ => Stranger().Issue("web")),
        ["of an authority of the same name"] = ("signature", _ => new TestAuthority(TlsPair.Now).Issue("web")),
        ["ended"] = ("ended at", root => root.Issue(leaf => leaf with { End = TlsPair.Now.AddSeconds(-1) })),
        ["not yet valid"] = ("valid from", root => root.Issue(leaf => leaf with { Start = TlsPair.Now.AddMinutes(2) })),
        ["for code signing"] = ("extended key usage", root => root.Issue(leaf => leaf.With(Extended(CodeSigning)))),
        ["for servers alone"] = ("extended key usage", root => root.Issue(leaf => leaf.With(Extended(Server)))),
        ["with two identities"] = ("2 URI", root => root.Issue(leaf => leaf.With(Uri("spiffe://shop.local/ns/default/sa/web", "spiffe://shop.local/ns/default/sa/admin")))),
        ["with a DNS name alone"] = ("URI", root => root.Issue(leaf => leaf.With(Names([(2, "web.shop.local")])))),
        ["of the whole trust domain"] = ("names a", root => root.Issue(leaf => leaf.With(Uri("spiffe://shop.local")))),
        ["of an authority itself"] = ("authority", root => root.Issue(leaf => leaf.With(Authority()))),
        ["self-signed"] = ("root that is trusted", _ => SelfSigned()),
    };

    public static TheoryData<string, string> Strangers
    {
        get
        {
            var all = new TheoryData<string, string>();
            foreach (var driver in Drivers)
                foreach (var shown in Refused.Keys) all.Add(driver, shown);
            return all;
        }
    }

    private static string[] Drivers => OperatingSystem.IsLinux() ? ["epoll", "completions"] : ["completions"];

    [Theory]
    [MemberData(nameof(Strangers))]
    public async Task Who_proves_nothing_is_refused_for_the_right_reason(string driver, string shown)
    {
        using var pair = new TlsPair(driver);
        var (reason, make) = Refused[shown];
        var handshake = await pair.Handshake(make(pair.Authority));
        Assert.Null(handshake.Connection);
        Assert.Contains(reason, handshake.Problem, StringComparison.Ordinal);
    }

    /// <summary>As a table of TLS 1.3 has them (RFC 8446, section 6.2).</summary>
    [Theory]
    [InlineData("nothing", 116)]
    [InlineData("of another mesh's authority", 48)]
    [InlineData("self-signed", 48)]
    [InlineData("ended", 45)]
    [InlineData("not yet valid", 42)]
    [InlineData("for code signing", 43)]
    [InlineData("with two identities", 42)]
    public async Task Who_is_refused_is_told_by_the_right_alert(string shown, int alert)
    {
        using var pair = new TlsPair("epoll");
        await pair.Handshake(Refused[shown].Shown(pair.Authority));
        var told = await Assert.ThrowsAnyAsync<Exception>(async () => await pair.Peer.ReadExactlyAsync(new byte[1]).AsTask().WaitAsync(Patience));
        Assert.Contains($"error:0A000{ReasonOfAlert + alert:X3}", Texts(told), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(SslProtocols.Tls12, false)]
    [InlineData(SslProtocols.Tls13, true)]
    public async Task Old_versions_are_refused_unless_a_plan_allows_them(SslProtocols spoken, bool isLetIn)
    {
        foreach (var driver in Drivers)
        {
            using var strict = new TlsPair(driver);
            Assert.Equal(isLetIn, (await strict.Handshake(strict.Authority.Issue("web"), protocols: spoken)).Connection is not null);
            using var lenient = new TlsPair(driver);
            lenient.Plan = lenient.Plan with { Protocols = SslProtocols.Tls12 | SslProtocols.Tls13 };
            using var connection = (await lenient.Handshake(lenient.Authority.Issue("web"), protocols: spoken)).Connection;
            Assert.NotNull(connection);
        }
    }

    [Fact]
    public async Task An_intermediate_is_sent_along_and_believed()
    {
        foreach (var driver in Drivers)
        {
            using var pair = new TlsPair(driver);
            var between = pair.Authority.Below("CN=mid");
            pair.Secrets.Put("own", new TlsIdentity(between.Issue("orders"), [between.Certificate]));
            using var connection = (await pair.Handshake(between.Issue("web"), [between.Certificate])).Connection;
            Assert.Equal("spiffe://shop.local/ns/default/sa/web", connection?.Peer!.Principal);
        }
    }

    private static string Texts(Exception e) => e.InnerException is { } inner ? $"{e.Message} {Texts(inner)}" : e.Message;

    private static TestAuthority Stranger() => new(TlsPair.Now, "CN=other");

    private static X509Certificate2 SelfSigned()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var authority = new TestAuthority(TlsPair.Now);
        using var certificate = (authority.Leaf(key) with { Issuer = "CN=me", Subject = "CN=me" }).SignedBy(key);
        return certificate.CopyWithPrivateKey(key);
    }
}

using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ActorMesh.DataPlane.Http;
using ActorMesh.DataPlane.Routing.Authorization;
using ActorMesh.DataPlane.Routing.Exchange;
using ActorMesh.Runtime.Identity;
using ActorMesh.Tests.Fast.Kit;
using Xunit;

namespace ActorMesh.Tests.Fast.DataPlane.Routing.Exchange;

/// <summary>Who calls, as the application is told it.</summary>
public sealed class ClientCertificateForwardingTests
{
    private const string Forged = "x-forwarded-client-cert: By=spiffe://a/b;URI=spiffe://shop.local/ns/default/sa/admin";
    private const string Own = "spiffe://shop.local/ns/default/sa/orders";
    private const string Web = "spiffe://shop.local/ns/default/sa/web";

    public static TheoryData<ForwardingMode, bool, string?> Modes => new()
    {
        { ForwardingMode.Sanitize, false, null },
        { ForwardingMode.Sanitize, true, null },
        { ForwardingMode.ForwardOnly, false, null },
        { ForwardingMode.ForwardOnly, true, "FORGED" },
        { ForwardingMode.AppendForward, false, null },
        { ForwardingMode.AppendForward, true, "FORGED,OWN" },
        { ForwardingMode.SanitizeSet, false, null },
        { ForwardingMode.SanitizeSet, true, "OWN" },
        { ForwardingMode.AlwaysForwardOnly, false, "FORGED" },
        { ForwardingMode.AlwaysForwardOnly, true, "FORGED" },
    };

    [Theory]
    [MemberData(nameof(Modes))]
    public void What_a_client_says_of_itself_is_believed_only_where_that_was_asked_for(ForwardingMode mode, bool hasPeer, string? expected)
    {
        using var certificate = Certificate("CN=web", uris: [Web]);
        var sent = Sent(new ClientCertificateForwarding(mode) { Uris = true }, hasPeer ? Connection(certificate) : ConnectionFacts.Unknown, Forged);
        var own = $"By={Own};Hash={new PeerIdentity(certificate).Sha256};URI={Web}";
        Assert.Equal(expected?.Replace("FORGED", Forged.Split(": ")[1], StringComparison.Ordinal).Replace("OWN", own, StringComparison.Ordinal), sent);
    }

    [Fact]
    public void Several_fields_are_appended_to_in_their_order()
    {
        using var certificate = Certificate("CN=web", uris: [Web]);
        var sent = Sent(new ClientCertificateForwarding(ForwardingMode.AppendForward), Connection(certificate), "x-forwarded-client-cert: Hash=1", "X-Forwarded-Client-Cert: Hash=2");
        Assert.StartsWith("Hash=1,Hash=2,By=", sent, StringComparison.Ordinal);
    }

    [Fact]
    public void All_that_may_be_told_stands_in_its_order()
    {
        using var certificate = Certificate("CN=web, O=\"Shop, Inc\"", uris: [Web], dns: ["web.shop.local", "web"]);
        var sent = Sent(
            new ClientCertificateForwarding(ForwardingMode.SanitizeSet) { Subject = true, Certificate = true, Chain = true, DnsNames = true, Uris = true }, Connection(certificate))!;
        var pem = Uri.EscapeDataString($"{certificate.ExportCertificatePem()}\n");
        Assert.Equal(
            $"By={Own};Hash={new PeerIdentity(certificate).Sha256};Cert=\"{pem}\";Chain=\"{pem}\";Subject=\"CN=web,O=Shop\\, Inc\";URI={Web};DNS=web.shop.local;DNS=web", sent);
    }

    [Theory]
    [InlineData("CN=\"a\"\"b\"", "CN=a\\22b")]
    [InlineData("CN=\"a;URI=spiffe://x\"", "CN=a\\;URI=spiffe://x")]
    [InlineData("CN=\"a\r\nx-admin: yes\"", "CN=a\\0D\\0Ax-admin: yes")]
    [InlineData("CN=Jürgen", "CN=J\\C3\\BCrgen")]
    [InlineData("CN=\"#a \"", "CN=\\#a\\ ")]
    public void No_subject_can_end_its_quotes_or_the_line(string subject, string expected)
    {
        using var certificate = Certificate(subject, uris: [Web]);
        var sent = Sent(new ClientCertificateForwarding(ForwardingMode.SanitizeSet) { Subject = true }, Connection(certificate))!;
        Assert.EndsWith($";Subject=\"{expected}\"", sent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("spiffe://a/b,By=x", "\"spiffe://a/b,By=x\"")]
    [InlineData("spiffe://a/b\";URI=c", "\"spiffe://a/b%22;URI=c\"")]
    [InlineData("spiffe://a/b\\", "spiffe://a/b%5C")]
    public void No_name_can_end_its_element(string uri, string expected)
    {
        using var certificate = Certificate("CN=a", uris: [uri]);
        Assert.EndsWith($";URI={expected}", Sent(new ClientCertificateForwarding(ForwardingMode.SanitizeSet) { Uris = true }, Connection(certificate)), StringComparison.Ordinal);
    }

    [Fact]
    public void What_would_be_longer_than_a_field_may_be_is_refused()
    {
        using var certificate = Certificate("CN=web", uris: [Web]);
        var head = Requests.Request(headers: $"x-forwarded-client-cert: {new string('a', 16 * 1024 - 40)}");
        var plan = new ExchangePlan(
            Exchanges.Service(Settings(new ClientCertificateForwarding(ForwardingMode.AppendForward)), RouteTables.TableOf(RouteTables.RouteFor("""{"prefix":"/"}"""))),
            Exchanges.Peer, Exchanges.Peer, seed: 1, Connection(certificate));
        Assert.Equal((431, "client_cert_header_too_large"), plan.Decide(head) is { } refusal ? (refusal.Status, refusal.Details) : default);
    }

    private static string? Sent(ClientCertificateForwarding forwarding, ConnectionFacts connection, params string[] headers)
    {
        var head = Requests.Request(headers: headers);
        var service = Exchanges.Service(Settings(forwarding), RouteTables.TableOf(RouteTables.RouteFor("""{"prefix":"/"}""")), Exchanges.Cluster());
        new ExchangePlan(service, Exchanges.Peer, Exchanges.Peer, seed: 1, connection).Decide(head);
        return head.Headers.Header("x-forwarded-client-cert");
    }

    private static HttpConnectionSettings Settings(ClientCertificateForwarding forwarding) => new() { ClientCertificate = forwarding };

    private static ConnectionFacts Connection(X509Certificate2 certificate) => new(Exchanges.Peer, Exchanges.Peer) { Peer = new PeerIdentity(certificate), LocalUri = Own };

    private static X509Certificate2 Certificate(string subject, string[] uris, string[]? dns = null)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(new X500DistinguishedName(subject), key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(Names(uris, dns ?? []));
        return request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(90));
    }

    /// <summary>Written out, so that names may be such as no builder makes.</summary>
    private static X509Extension Names(string[] uris, string[] dns)
    {
        var writer = new System.Formats.Asn1.AsnWriter(System.Formats.Asn1.AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            foreach (var uri in uris) writer.WriteCharacterString(System.Formats.Asn1.UniversalTagNumber.IA5String, uri, new System.Formats.Asn1.Asn1Tag(System.Formats.Asn1.TagClass.ContextSpecific, 6));
            foreach (var name in dns) writer.WriteCharacterString(System.Formats.Asn1.UniversalTagNumber.IA5String, name, new System.Formats.Asn1.Asn1Tag(System.Formats.Asn1.TagClass.ContextSpecific, 2));
        }

        return new X509Extension("2.5.29.17", writer.Encode(), critical: false);
    }
}

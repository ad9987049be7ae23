using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ActorMesh.ControlPlane.Identity;
using ActorMesh.ControlPlane.Identity.Auditing;
using ActorMesh.ControlPlane.Identity.Roots;
using ActorMesh.ControlPlane.Identity.Sealing;
using ActorMesh.Runtime.Contracts.Cluster;
using ActorMesh.Runtime.Contracts.Control;
using ActorMesh.Runtime.Identity;
using ActorMesh.Tests.Fast.ControlPlane.Authority;
using Akka.Actor;
using Akka.Configuration;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Xunit;
using Bundle = ActorMesh.Runtime.Identity.TrustBundle;

namespace ActorMesh.Tests.Fast.ControlPlane.Identity;

/// <summary>Who gets a certificate from a control node, and who does not.</summary>
public sealed class IdentityServiceTests : AuthorityRig, IAsyncLifetime
{
    private const string Orders = "spiffe://shop.local/ns/default/sa/orders";

    private readonly JournalFile _database = new();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("actormesh-identity-");
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly IActorRef _mesh;
    private readonly IdentityContext _context;
    private readonly List<IdentityServer> _servers = [];

    public IdentityServiceTests()
        : base(Config.Empty)
    {
        _mesh = Start();
        Leads(_mesh);
        _context = Node("one");
    }

    public Task InitializeAsync() => Serve(_context);

    public async Task DisposeAsync()
    {
        foreach (var server in _servers) await server.DisposeAsync();
        _context.Audit.Dispose();
        _database.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_token_gives_a_certificate_of_its_identity_once()
    {
        var token = Token();
        var answer = await Attest(token);

        using var leaf = X509CertificateLoader.LoadCertificate(answer.Chain[0].ToByteArray());
        var sent = new X509Certificate2Collection(answer.Chain.Skip(1).Select(bytes => X509CertificateLoader.LoadCertificate(bytes.ToByteArray())).ToArray());
        var bundle = new Bundle(answer.Bundle.TrustDomain, answer.Bundle.Roots.Select(root => X509CertificateLoader.LoadCertificate(root.ToByteArray())), answer.Bundle.Sequence);
        Assert.Equal(Orders, new SvidVerifier(Clock).Verify(leaf, sent, bundle).Id?.ToString());
        Assert.Equal(_key.ExportSubjectPublicKeyInfo(), leaf.PublicKey.ExportSubjectPublicKeyInfo());
        Assert.Equal(StatusCode.PermissionDenied, await Refusal(Attest(token)));
        Assert.Equal((1, 1), (_context.Counters.IssuedByToken, _context.Counters.Refused));
        Assert.Equal(["issued", "refused"], Audited());
    }

    [Fact]
    public async Task Two_nodes_that_are_shown_one_token_at_once_give_one_certificate()
    {
        await Serve(Node("two"));
        for (var round = 0; round < 5; round++)
        {
            var token = Token();
            var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => IsIssued(_servers[i % 2], token)));
            Assert.Single(outcomes, issued => issued);
            Clock.Advance(TimeSpan.FromMinutes(2)); // Wrong ones lock the address.
        }
    }

    [Fact]
    public async Task A_token_that_was_spent_stays_spent_under_the_next_leader()
    {
        var token = Token();
        await Attest(token);
        await _mesh.GracefulStop(TimeSpan.FromSeconds(10));
        var next = Start(node: "control-2:25520");
        Leads(next);
        await Serve(_context with { Mesh = next });

        Assert.Equal(StatusCode.PermissionDenied, await Refusal(Attest(token, _servers[1])));
        Assert.Contains("was used at", await Reason(Attest(token, _servers[1])), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Five_wrong_tokens_lock_an_address_but_for_a_right_one()
    {
        var (right, other) = (Token(), Token());
        string[] wrong = ["", "am1.x.y", TokenSecret.Create(_context.Authority.Bundle, out _), new string('a', 5000), "am2.a.b"];
        foreach (var token in wrong) Assert.Equal(StatusCode.PermissionDenied, await Refusal(Attest(token)));

        foreach (var token in wrong) Assert.Equal(StatusCode.ResourceExhausted, await Refusal(Attest(token)));
        Assert.NotEmpty((await Attest(right)).Chain);
        Assert.Equal(5, _context.Counters.Locked);

        // Whoever sends more than so many in a second is not listened to at all.
        for (var i = 0; i < IssuingGate.LookUpsPerNetworkMax; i++) await Refusal(Attest(wrong[2]));
        Assert.Equal(StatusCode.ResourceExhausted, await Refusal(Attest(other)));
        Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.NotEmpty((await Attest(other)).Chain);
    }

    [Fact]
    public async Task Who_lost_the_answer_asks_again_with_the_same_request_and_nobody_with_another()
    {
        var (token, request) = (Token(), IdentityServer.Request(_key));
        var first = await Attest(token, request);
        var again = await Attest(token, request);

        Assert.NotEqual(first.Chain[0], again.Chain[0]);
        Assert.Equal(StatusCode.PermissionDenied, await Refusal(Attest(token, IdentityServer.Request(_key))));
        Clock.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal(StatusCode.PermissionDenied, await Refusal(Attest(token, request)));
    }

    [Fact]
    public async Task A_token_is_not_spent_for_an_identity_that_is_given_too_many_certificates()
    {
        for (var i = 0; i < IssueLimits.PerIdentityMax; i++) await Attest(Token());
        var token = Token();

        Assert.Equal(StatusCode.ResourceExhausted, await Refusal(Attest(token)));
        Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.NotEmpty((await Attest(token)).Chain);
    }

    [Fact]
    public async Task A_node_that_does_not_know_the_mesh_yet_spends_no_token_of_it()
    {
        var token = Token(Orders.Replace("shop.local", "corp.example", StringComparison.Ordinal));
        Assert.Equal(StatusCode.FailedPrecondition, await Refusal(Attest(token)));

        _mesh.Tell(new ReadTokens(), TestActor);
        Assert.Null(Assert.Single(ExpectMsg<TokenList>().Tokens).UsedAt);
    }

    [Fact]
    public async Task From_one_place_an_identity_is_renewed_60_times_in_a_minute_whichever_certificate_is_shown()
    {
        var held = await Attest(Token());
        var client = _servers[0].Client(IdentityServer.Held(held, _key));
        for (var i = 0; i < RenewalLimits.PerNetworkMax; i++)
        {
            if (i % IssueLimits.PerIdentityMax == 0) Clock.Advance(TimeSpan.FromSeconds(1));
            held = await Renew(client);
        }

        Clock.Advance(TimeSpan.FromSeconds(1));
        var successor = _servers[0].Client(IdentityServer.Held(held, _key));
        Assert.Contains("was renewed 60 times from 127.0.0.1 within 60 s; try again in", await Reason(Renew(successor)), StringComparison.Ordinal);
        Clock.Advance(RenewalLimits.Window);
        await Renew(successor);
    }

    [Theory]
    [InlineData("/actormesh/control")]
    [InlineData("/actormesh/other")]
    [InlineData("/ns/default/orders")]
    public async Task Whoever_is_neither_a_workload_nor_a_member_renews_nothing(string path)
    {
        var refused = await Assert.ThrowsAsync<RpcException>(() => Renew(_servers[0].Client(Of(path))));

        Assert.Equal(StatusCode.PermissionDenied, refused.StatusCode);
        Assert.Contains("a control node signs for itself", refused.Status.Detail, StringComparison.Ordinal);
        Assert.Empty(_context.Issued.All);
        Assert.NotEmpty((await Renew(_servers[0].Client(Of(NodeRole.Member)))).Chain);
    }

    [Fact]
    public async Task A_request_that_is_none_does_not_spend_the_token()
    {
        var token = Token();
        var refused = await Assert.ThrowsAsync<RpcException>(async () => await _servers[0].Client().AttestAsync(new AttestAsk { Token = token, CertificateRequest = ByteString.CopyFromUtf8("x") }));

        Assert.Equal(StatusCode.InvalidArgument, refused.StatusCode);
        Assert.NotEmpty((await Attest(token)).Chain);
    }

    [Fact]
    public async Task Who_has_a_certificate_gets_the_next_one_of_the_same_name()
    {
        var held = IdentityServer.Held(await Attest(Token()), _key);
        using var next = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        Clock.Advance(TimeSpan.FromHours(2));

        var answer = await _servers[0].Client(held).RenewAsync(new RenewAsk { CertificateRequest = IdentityServer.Request(next) });

        using var leaf = X509CertificateLoader.LoadCertificate(answer.Chain[0].ToByteArray());
        Assert.Equal([Orders], SubjectNames.Of(leaf).Uris);
        Assert.Equal(Clock.GetUtcNow().AddHours(4), CertificateLife.End(leaf));
        Assert.Equal([Orders, Orders], _context.Issued.All.Select(issued => $"{issued.Id}"));
    }

    [Fact]
    public async Task Without_a_certificate_nothing_is_renewed() =>
        Assert.Equal(StatusCode.Unauthenticated, await Refusal(Renew(_servers[0].Client())));

    [Fact]
    public async Task The_audit_leads_from_a_certificate_to_those_that_were_renewed_from_it()
    {
        var held = await Attest(Token());
        await Renew(_servers[0].Client(IdentityServer.Held(held, _key)));
        using var leaf = X509CertificateLoader.LoadCertificate(held.Chain[0].ToByteArray());

        Assert.Equal([null, DenyList.SerialOf(leaf)], Audited("shown"));
    }

    [Fact]
    public async Task A_certificate_that_ended_while_its_connection_lived_renews_nothing()
    {
        var client = _servers[0].Client(IdentityServer.Held(await Attest(Token()), _key));
        await Renew(client);
        Clock.Advance(TimeSpan.FromHours(5));

        Assert.Equal(StatusCode.Unauthenticated, await Refusal(Renew(client)));
    }

    [Fact]
    public async Task A_certificate_of_somebody_else_is_not_even_let_in()
    {
        using var stranger = new Kit.TestAuthority(Clock.GetUtcNow());
        using var own = stranger.Issue();
        var held = System.Net.Security.SslStreamCertificateContext.Create(own, [], offline: true);

        await Assert.ThrowsAsync<RpcException>(() => Renew(_servers[0].Client(held)));
        Assert.Empty(_context.Issued.All);
    }

    [Fact]
    public async Task One_identity_is_renewed_5_times_in_a_second()
    {
        var client = _servers[0].Client(IdentityServer.Held(await Attest(Token()), _key));
        for (var i = 1; i < IssueLimits.PerIdentityMax; i++) await Renew(client);

        Assert.Equal(StatusCode.ResourceExhausted, await Refusal(Renew(client)));
        Clock.Advance(TimeSpan.FromSeconds(1));
        await Renew(client);
    }

    [Fact]
    public async Task A_workload_of_a_trust_domain_that_the_mesh_no_longer_is_is_told_so()
    {
        var client = _servers[0].Client(IdentityServer.Held(await Attest(Token()), _key));
        await Renew(client);
        _context.Authority.Take(_context.Authority.Terms with { TrustDomain = "corp.example" });

        Assert.Contains("corp.example", await Reason(Renew(client)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_is_denied_gets_nothing_by_token_or_by_certificate()
    {
        var held = IdentityServer.Held(await Attest(Token()), _key);
        await Serve(_context with { Denied = () => new DenyList([Orders]) });

        foreach (var asked in new[] { Attest(Token(), _servers[1]), Renew(_servers[1].Client(held)) })
            Assert.Contains($"{Orders} is denied in this mesh", await Reason(asked), StringComparison.Ordinal);
        Assert.Single(_context.Issued.All);
    }

    [Theory]
    [InlineData(false, StatusCode.PermissionDenied, "the mesh has no service orders that is called /ns/default/sa/orders any more")]
    [InlineData(null, StatusCode.Unavailable, "does not know the mesh yet")]
    public async Task What_was_taken_out_of_the_mesh_is_renewed_no_more(bool? isThere, StatusCode code, string reason)
    {
        var held = IdentityServer.Held(await Attest(Token()), _key);
        await Serve(_context with { HasWorkload = id => $"{id}" == Orders ? isThere : true });

        var refused = await Assert.ThrowsAsync<RpcException>(() => Renew(_servers[1].Client(held)));
        Assert.Equal(code, refused.StatusCode);
        Assert.Contains(reason, refused.Status.Detail, StringComparison.Ordinal);
        await Renew(_servers[0].Client(held));
    }

    [Fact]
    public async Task Neither_tokens_nor_keys_are_audited()
    {
        var token = Token();
        await Attest(token);
        await Refusal(Attest(token));

        var text = await File.ReadAllTextAsync(Path.Combine(_folder.FullName, "one.jsonl"));
        Assert.Contains(Orders, text, StringComparison.Ordinal);
        Assert.DoesNotContain(token.Split('.')[1], text, StringComparison.Ordinal);
        Assert.DoesNotContain("PRIVATE", text, StringComparison.Ordinal);
    }

    private System.Net.Security.SslStreamCertificateContext Of(string path)
    {
        var issued = _context.Authority.Issue(new PublicKey(_key), SpiffeId.Parse($"spiffe://shop.local{path}"));
        return IdentityServer.Held(new SvidAnswer { Chain = { issued.Chain.Select(certificate => ByteString.CopyFrom(certificate)) } }, _key);
    }

    private IdentityContext Node(string name)
    {
        var sealing = SealingKey.OfKey(new byte[32], "a.key");
        var authority = CertificateAuthority.Open(
            new RootStore(_database.Settings, sealing, Clock), sealing, IdentityTerms.Usual with { TrustDomain = "shop.local" }, Clock);
        return new IdentityContext(
            authority, _mesh, new AuditLog(Path.Combine(_folder.FullName, $"{name}.jsonl"), name, Clock, _ => { }), new IssuedBook(Clock), new IdentityCounters(), Clock);
    }

    private async Task Serve(IdentityContext context)
    {
        var server = new IdentityServer(context);
        _servers.Add(server);
        await server.Start();
    }

    private string Token(string identity = Orders)
    {
        var text = TokenSecret.Create(_context.Authority.Bundle, out var hash);
        var created = Ask(_mesh, new CreateToken { Hash = ByteString.CopyFrom(hash), Identity = identity, ExpiresAt = Timestamp.FromDateTimeOffset(Clock.GetUtcNow().AddMinutes(10)) });
        Assert.NotNull(created.Accepted);
        return text;
    }

    private async Task<SvidAnswer> Attest(string token, IdentityServer? server = null) =>
        await (server ?? _servers[0]).Client().AttestAsync(new AttestAsk { Token = token, CertificateRequest = IdentityServer.Request(_key) });

    private async Task<SvidAnswer> Attest(string token, ByteString request) => await _servers[0].Client().AttestAsync(new AttestAsk { Token = token, CertificateRequest = request });

    private async Task<SvidAnswer> Renew(Identities.IdentitiesClient client) => await client.RenewAsync(new RenewAsk { CertificateRequest = IdentityServer.Request(_key) });

    private async Task<bool> IsIssued(IdentityServer server, string token)
    {
        try
        {
            return (await Attest(token, server)).Chain.Count > 0;
        }
        catch (RpcException)
        {
            return false;
        }
    }

    private static async Task<StatusCode> Refusal(Task<SvidAnswer> asked) => (await Assert.ThrowsAsync<RpcException>(() => asked)).StatusCode;

    private static async Task<string> Reason(Task<SvidAnswer> asked) => (await Assert.ThrowsAsync<RpcException>(() => asked)).Status.Detail;

    private List<string?> Audited(string field = "what")
    {
        using var file = new StreamReader(new FileStream(Path.Combine(_folder.FullName, "one.jsonl"), FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        List<string?> said = [];
        while (file.ReadLine() is { } line) said.Add(System.Text.Json.Nodes.JsonNode.Parse(line)![field]?.GetValue<string>());
        return said;
    }
}

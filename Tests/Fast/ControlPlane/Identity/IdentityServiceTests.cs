using System.Security.Cryptography.X509Certificates;
using ActorMesh.ControlPlane.Identity;
using ActorMesh.Runtime.Contracts.Cluster;
using ActorMesh.Runtime.Contracts.Control;
using ActorMesh.Runtime.Identity;
using Akka.Actor;
using Google.Protobuf;
using Grpc.Core;
using Xunit;
using Bundle = ActorMesh.Runtime.Identity.TrustBundle;

namespace ActorMesh.Tests.Fast.ControlPlane.Identity;

/// <summary>Who gets a certificate from a control node by a token, and who does not.</summary>
public sealed class IdentityServiceTests : IdentityRig
{
    [Fact]
    public async Task A_token_gives_a_certificate_of_its_identity_once()
    {
        var token = Token();
        var answer = await Attest(token);

        using var leaf = X509CertificateLoader.LoadCertificate(answer.Chain[0].ToByteArray());
        var sent = new X509Certificate2Collection(answer.Chain.Skip(1).Select(bytes => X509CertificateLoader.LoadCertificate(bytes.ToByteArray())).ToArray());
        var bundle = new Bundle(answer.Bundle.TrustDomain, answer.Bundle.Roots.Select(root => X509CertificateLoader.LoadCertificate(root.ToByteArray())), answer.Bundle.Sequence);
        Assert.Equal(Orders, new SvidVerifier(Clock).Verify(leaf, sent, bundle).Id?.ToString());
        Assert.Equal(Key.ExportSubjectPublicKeyInfo(), leaf.PublicKey.ExportSubjectPublicKeyInfo());
        Assert.Equal(StatusCode.PermissionDenied, await Refusal(Attest(token)));
        Assert.Equal((1, 1), (Own.Counters.IssuedByToken, Own.Counters.Refused));
        Assert.Equal(["issued", "refused"], Audited());
    }

    [Fact]
    public async Task Two_nodes_that_are_shown_one_token_at_once_give_one_certificate()
    {
        await Serve(Node("two"));
        for (var round = 0; round < 5; round++)
        {
            var token = Token();
            var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => IsIssued(Servers[i % 2], token)));
            Assert.Single(outcomes, issued => issued);
            Clock.Advance(TimeSpan.FromMinutes(2)); // Wrong ones lock the address.
        }
    }

    [Fact]
    public async Task A_token_that_was_spent_stays_spent_under_the_next_leader()
    {
        var token = Token();
        await Attest(token);
        await Mesh.GracefulStop(TimeSpan.FromSeconds(10));
        var next = Start(node: "control-2:25520");
        Leads(next);
        await Serve(Own with { Mesh = next });

        Assert.Equal(StatusCode.PermissionDenied, await Refusal(Attest(token, Servers[1])));
        Assert.Contains("was used at", await Reason(Attest(token, Servers[1])), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Five_wrong_tokens_lock_an_address_but_for_a_right_one()
    {
        var (right, other) = (Token(), Token());
        string[] wrong = ["", "am1.x.y", TokenSecret.Create(Own.Authority.Bundle, out _), new string('a', 5000), "am2.a.b"];
        foreach (var token in wrong) Assert.Equal(StatusCode.PermissionDenied, await Refusal(Attest(token)));

        foreach (var token in wrong) Assert.Equal(StatusCode.ResourceExhausted, await Refusal(Attest(token)));
        Assert.NotEmpty((await Attest(right)).Chain);
        Assert.Equal(5, Own.Counters.Locked);

        // Whoever sends more than so many in a second is not listened to at all.
        for (var i = 0; i < IssuingGate.LookUpsPerNetworkMax; i++) await Refusal(Attest(wrong[2]));
        Assert.Equal(StatusCode.ResourceExhausted, await Refusal(Attest(other)));
        Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.NotEmpty((await Attest(other)).Chain);
    }

    [Fact]
    public async Task Who_lost_the_answer_asks_again_with_the_same_request_and_nobody_with_another()
    {
        var (token, request) = (Token(), IdentityServer.Request(Key));
        var first = await Attest(token, request);
        var again = await Attest(token, request);

        Assert.NotEqual(first.Chain[0], again.Chain[0]);
        Assert.Equal(StatusCode.PermissionDenied, await Refusal(Attest(token, IdentityServer.Request(Key))));
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

        Mesh.Tell(new ReadTokens(), TestActor);
        Assert.Null(Assert.Single(ExpectMsg<TokenList>().Tokens).UsedAt);
    }

    [Theory]
    [InlineData("/ns/other/sa/orders", "the mesh has no workload /ns/other/sa/orders; it has /ns/default/sa/orders;")]
    [InlineData("/ns/default/sa/nobody", "the mesh has no workload /ns/default/sa/nobody; it has /ns/default/sa/orders, /ns/default/sa/web;")]
    public async Task A_token_for_what_the_mesh_has_not_lets_nobody_in_and_stays_good(string path, string reason)
    {
        var token = Token($"spiffe://shop.local{path}");

        Assert.Contains(reason, await Reason(Attest(token)), StringComparison.Ordinal);
        Assert.Empty(Own.Issued.All);
        // The mesh may come to this node after the token.
        await Serve(Own with { Workloads = () => new HashSet<string>(StringComparer.Ordinal) { path } });
        Assert.NotEmpty((await Attest(token, Servers[1])).Chain);
    }

    [Fact]
    public async Task A_request_that_is_none_does_not_spend_the_token()
    {
        var token = Token();
        var refused = await Assert.ThrowsAsync<RpcException>(async () => await Servers[0].Client().AttestAsync(new AttestAsk { Token = token, CertificateRequest = ByteString.CopyFromUtf8("x") }));

        Assert.Equal(StatusCode.InvalidArgument, refused.StatusCode);
        Assert.NotEmpty((await Attest(token)).Chain);
    }

    [Fact]
    public async Task The_audit_leads_from_a_certificate_to_those_that_were_renewed_from_it()
    {
        var held = await Attest(Token());
        await Renew(Servers[0].Client(IdentityServer.Held(held, Key)));
        using var leaf = X509CertificateLoader.LoadCertificate(held.Chain[0].ToByteArray());

        Assert.Equal([null, DenyList.SerialOf(leaf)], Audited("shown"));
    }

    [Fact]
    public async Task Who_is_denied_gets_nothing_by_token_or_by_certificate()
    {
        var held = IdentityServer.Held(await Attest(Token()), Key);
        await Serve(Own with { Denied = () => new DenyList([Orders]) });

        foreach (var asked in new[] { Attest(Token(), Servers[1]), Renew(Servers[1].Client(held)) })
            Assert.Contains($"{Orders} is denied in this mesh", await Reason(asked), StringComparison.Ordinal);
        Assert.Single(Own.Issued.All);
    }

    [Fact]
    public async Task Neither_tokens_nor_keys_are_audited()
    {
        var token = Token();
        await Attest(token);
        await Refusal(Attest(token));

        var text = await File.ReadAllTextAsync(Path.Combine(Folder.FullName, "one.jsonl"));
        Assert.Contains(Orders, text, StringComparison.Ordinal);
        Assert.DoesNotContain(token.Split('.')[1], text, StringComparison.Ordinal);
        Assert.DoesNotContain("PRIVATE", text, StringComparison.Ordinal);
    }

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

    private List<string?> Audited(string field = "what")
    {
        using var file = new StreamReader(new FileStream(Path.Combine(Folder.FullName, "one.jsonl"), FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        List<string?> said = [];
        while (file.ReadLine() is { } line) said.Add(System.Text.Json.Nodes.JsonNode.Parse(line)![field]?.GetValue<string>());
        return said;
    }
}

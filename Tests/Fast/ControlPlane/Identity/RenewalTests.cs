using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ActorMesh.ControlPlane.Identity;
using ActorMesh.Runtime.Contracts.Control;
using ActorMesh.Runtime.Identity;
using Google.Protobuf;
using Grpc.Core;
using Xunit;

namespace ActorMesh.Tests.Fast.ControlPlane.Identity;

/// <summary>Who gets the next certificate by the one that it has, and who does not.</summary>
public sealed class RenewalTests : IdentityRig
{
    [Fact]
    public async Task From_one_place_an_identity_is_renewed_60_times_in_a_minute_whichever_certificate_is_shown()
    {
        var held = await Attest(Token());
        var client = Servers[0].Client(IdentityServer.Held(held, Key));
        for (var i = 0; i < RenewalLimits.PerNetworkMax; i++)
        {
            if (i % IssueLimits.PerIdentityMax == 0) Clock.Advance(TimeSpan.FromSeconds(1));
            held = await Renew(client);
        }

        Clock.Advance(TimeSpan.FromSeconds(1));
        var successor = Servers[0].Client(IdentityServer.Held(held, Key));
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
        var refused = await Assert.ThrowsAsync<RpcException>(() => Renew(Servers[0].Client(Of(path))));

        Assert.Equal(StatusCode.PermissionDenied, refused.StatusCode);
        Assert.Contains("a control node signs for itself", refused.Status.Detail, StringComparison.Ordinal);
        Assert.Empty(Own.Issued.All);
        Assert.NotEmpty((await Renew(Servers[0].Client(Of(NodeRole.Member)))).Chain);
    }

    [Fact]
    public async Task Who_has_a_certificate_gets_the_next_one_of_the_same_name()
    {
        var held = IdentityServer.Held(await Attest(Token()), Key);
        using var next = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        Clock.Advance(TimeSpan.FromHours(2));

        var answer = await Servers[0].Client(held).RenewAsync(new RenewAsk { CertificateRequest = IdentityServer.Request(next) });

        using var leaf = X509CertificateLoader.LoadCertificate(answer.Chain[0].ToByteArray());
        Assert.Equal([Orders], SubjectNames.Of(leaf).Uris);
        Assert.Equal(Clock.GetUtcNow().AddHours(4), CertificateLife.End(leaf));
        Assert.Equal([Orders, Orders], Own.Issued.All.Select(issued => $"{issued.Id}"));
    }

    [Fact]
    public async Task Without_a_certificate_nothing_is_renewed() =>
        Assert.Equal(StatusCode.Unauthenticated, await Refusal(Renew(Servers[0].Client())));

    [Fact]
    public async Task A_certificate_that_ended_while_its_connection_lived_renews_nothing()
    {
        var client = Servers[0].Client(IdentityServer.Held(await Attest(Token()), Key));
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

        await Assert.ThrowsAsync<RpcException>(() => Renew(Servers[0].Client(held)));
        Assert.Empty(Own.Issued.All);
    }

    [Fact]
    public async Task One_identity_is_renewed_5_times_in_a_second()
    {
        var client = Servers[0].Client(IdentityServer.Held(await Attest(Token()), Key));
        for (var i = 1; i < IssueLimits.PerIdentityMax; i++) await Renew(client);

        Assert.Equal(StatusCode.ResourceExhausted, await Refusal(Renew(client)));
        Clock.Advance(TimeSpan.FromSeconds(1));
        await Renew(client);
    }

    [Fact]
    public async Task A_workload_of_a_trust_domain_that_the_mesh_no_longer_is_is_told_so()
    {
        var client = Servers[0].Client(IdentityServer.Held(await Attest(Token()), Key));
        await Renew(client);
        Own.Authority.Take(Own.Authority.Terms with { TrustDomain = "corp.example" });

        Assert.Contains("corp.example", await Reason(Renew(client)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, StatusCode.FailedPrecondition, "the mesh has no workload /ns/default/sa/orders; it has /ns/other/sa/orders")]
    [InlineData(false, StatusCode.Unavailable, "does not know the mesh yet")]
    public async Task What_was_taken_out_of_the_mesh_is_renewed_no_more(bool isKnown, StatusCode code, string reason)
    {
        var held = IdentityServer.Held(await Attest(Token()), Key);
        await Serve(Own with { Workloads = () => isKnown ? new HashSet<string>(StringComparer.Ordinal) { "/ns/other/sa/orders", "/ns/other/sa/web" } : null });

        var refused = await Assert.ThrowsAsync<RpcException>(() => Renew(Servers[1].Client(held)));
        Assert.Equal(code, refused.StatusCode);
        Assert.Contains(reason, refused.Status.Detail, StringComparison.Ordinal);
        await Renew(Servers[0].Client(held));
    }

    private System.Net.Security.SslStreamCertificateContext Of(string path)
    {
        var issued = Own.Authority.Issue(new PublicKey(Key), SpiffeId.Parse($"spiffe://shop.local{path}"));
        return IdentityServer.Held(new SvidAnswer { Chain = { issued.Chain.Select(certificate => ByteString.CopyFrom(certificate)) } }, Key);
    }
}

using System.Security.Cryptography.X509Certificates;
using ActorMesh.ControlPlane.Resources;
using ActorMesh.Runtime.Contracts.Envoy.Discovery;
using ActorMesh.Runtime.Contracts.Envoy.Secrets;
using ActorMesh.Runtime.Contracts.Envoy.TransportSecurity;
using ActorMesh.Tests.EndToEnd.Rig;
using ActorMesh.Tests.Fast.Kit;
using Grpc.Core;
using Xunit;
using Status = ActorMesh.Runtime.Contracts.Rpc.Status;

namespace ActorMesh.Tests.Fast.Cli.Spiffe;

/// <summary>Secrets for an Envoy (SDS) over the same socket.</summary>
public sealed class SecretServiceTests : IAsyncLifetime
{
    private const string Id = "spiffe://shop.local/ns/default/sa/orders";

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private readonly CountedTimers _clock = new();
    private WorkloadApiRig _rig = null!; // Started before the test.

    private SecretDiscoveryService.SecretDiscoveryServiceClient Client => new(_rig.Channel);

    public async Task InitializeAsync() => _rig = await WorkloadApiRig.Start(_clock);

    public Task DisposeAsync() => _rig.DisposeAsync().AsTask();

    [Theory]
    [InlineData("default", "ROOTCA")]
    [InlineData(Id, "spiffe://shop.local")]
    public async Task The_identity_and_the_roots_have_the_names_that_others_configure(string identity, string roots)
    {
        _rig.Side.HaveSidecar();
        using var call = Client.StreamSecrets();
        await Ask(call, [identity, roots]);
        var secrets = (await Next(call.ResponseStream)).Resources.Select(body => body.Unpack<Secret>()).ToDictionary(secret => secret.Name, StringComparer.Ordinal);
        var certificate = secrets[identity].TlsCertificate;
        using var pair = X509Certificate2.CreateFromPem(certificate.CertificateChain.InlineBytes.ToStringUtf8(), certificate.PrivateKey.InlineBytes.ToStringUtf8());
        Assert.True(pair.HasPrivateKey);
        using var root = X509Certificate2.CreateFromPem(secrets[roots].ValidationContext.TrustedCa.InlineBytes.ToStringUtf8());
        Assert.Equal(_rig.Side.Authority.Certificate.Thumbprint, root.Thumbprint);
        Assert.Equal(2, secrets.Count);
    }

    [Fact]
    public async Task Who_only_verifies_has_no_key_made()
    {
        _rig.Side.HaveSidecar();
        using var call = Client.StreamSecrets();
        await Ask(call, ["ROOTCA"]);
        var first = await Next(call.ResponseStream);
        Assert.Equal(0, _rig.Side.Begun);
        await Ask(call, ["ROOTCA", "default"], first);
        Assert.Equal(["default"], (await Next(call.ResponseStream)).Resources.Select(body => body.Unpack<Secret>().Name));
        Assert.Equal(1, _rig.Side.Begun);
    }

    [Theory]
    [InlineData("ROOTCA")]
    [InlineData("ROOTCA", "default")]
    public async Task Nothing_is_waited_for_on_behalf_of_who_asks_no_more(params string[] names)
    {
        _rig.Side.HaveSidecar();
        using var call = Client.StreamSecrets();
        await Ask(call, ["ROOTCA"]);
        var first = await Next(call.ResponseStream);
        await Ask(call, names, first);
        if (names.Length > 1) await Next(call.ResponseStream);
        // For the next certificate, where one was asked for, and not for the next roots besides.
        await Eventually.Holds("one wait is left", () => _clock.Live == 1, Limit);
        await call.RequestStream.CompleteAsync();
        Assert.False(await call.ResponseStream.MoveNext(CancellationToken.None).WaitAsync(Limit));
        await Eventually.Holds("no wait is left", () => _clock.Live == 0, Limit);
    }

    [Fact]
    public async Task A_renewal_is_sent_once_what_was_sent_before_was_judged_good_or_bad()
    {
        _rig.Side.HaveSidecar();
        using var call = Client.StreamSecrets();
        await Ask(call, ["default"]);
        var first = await Next(call.ResponseStream);
        _rig.Side.Renew();
        var next = call.ResponseStream.MoveNext(CancellationToken.None);
        await Ask(call, ["default"], first);
        Assert.True(await next.WaitAsync(Limit));
        Assert.NotEqual(first.VersionInfo, call.ResponseStream.Current.VersionInfo);
        await Ask(call, ["default"], call.ResponseStream.Current, "no such cipher\nworkload API: \u001b[31mall is well");
        next = call.ResponseStream.MoveNext(CancellationToken.None);
        _rig.Side.Renew();
        Assert.True(await next.WaitAsync(Limit));
        Assert.Contains("did not take its secrets: no such cipher\\nworkload API: \\u001b[31mall is well", _rig.Said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task By_difference_a_name_that_is_not_its_own_is_said_to_be_gone_and_written_down()
    {
        _rig.Side.HaveSidecar();
        using var call = Client.DeltaSecrets();
        await call.RequestStream.WriteAsync(new DeltaDiscoveryRequest { TypeUrl = ResourceTypes.Secret, ResourceNamesSubscribe = { "default", "spiffe://shop.local/ns/default/sa/payments" } });
        var answer = await Next(call.ResponseStream);
        Assert.Equal("default", Assert.Single(answer.Resources).Name);
        Assert.Equal(["spiffe://shop.local/ns/default/sa/payments"], answer.RemovedResources);
        Assert.Contains("asked for the secret spiffe://shop.local/ns/default/sa/payments, which is not spiffe://shop.local/ns/default/sa/orders's", _rig.Said, StringComparison.Ordinal);
        await call.RequestStream.WriteAsync(new DeltaDiscoveryRequest { TypeUrl = ResourceTypes.Secret, ResponseNonce = answer.Nonce });
        _rig.Side.Renew();
        Assert.Equal("default", Assert.Single((await Next(call.ResponseStream)).Resources).Name);
    }

    [Fact]
    public async Task A_name_makes_no_line_of_the_log()
    {
        _rig.Side.HaveSidecar();
        using var call = Client.DeltaSecrets();
        await call.RequestStream.WriteAsync(new DeltaDiscoveryRequest { ResourceNamesSubscribe = { "a\nworkload API: process 1 (uid 0) is given everything" } });
        await Next(call.ResponseStream);
        Assert.Contains(@"the secret a\nworkload API", _rig.Said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fetched_once_they_are_whole()
    {
        _rig.Side.HaveSidecar();
        var answer = await Client.FetchSecretsAsync(new DiscoveryRequest { ResourceNames = { "default" } });
        Assert.Contains("PRIVATE KEY", Assert.Single(answer.Resources).Unpack<Secret>().TlsCertificate.PrivateKey.InlineBytes.ToStringUtf8(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_an_identity_and_for_anything_else_the_stream_ends()
    {
        using var early = Client.StreamSecrets();
        await Ask(early, ["default"]);
        Assert.Equal(StatusCode.PermissionDenied, (await Assert.ThrowsAsync<RpcException>(() => Next(early.ResponseStream))).StatusCode);
        _rig.Side.HaveSidecar();
        using var other = Client.StreamSecrets();
        await other.RequestStream.WriteAsync(new DiscoveryRequest { TypeUrl = ResourceTypes.Cluster });
        Assert.Equal(StatusCode.InvalidArgument, (await Assert.ThrowsAsync<RpcException>(() => Next(other.ResponseStream))).StatusCode);
    }

    [Fact]
    public async Task Who_asks_without_end_is_ended()
    {
        _rig.Side.HaveSidecar();
        using var call = Client.StreamSecrets();
        var ended = await Assert.ThrowsAsync<RpcException>(async () =>
        {
            for (var i = 0; i < 2_000; i++) await Ask(call, [$"name-{i}"]);
            await Next(call.ResponseStream);
        });
        Assert.Equal(StatusCode.ResourceExhausted, ended.StatusCode);
    }

    private static Task Ask(AsyncDuplexStreamingCall<DiscoveryRequest, DiscoveryResponse> call, string[] names, DiscoveryResponse? of = null, string? refusal = null)
    {
        var ask = new DiscoveryRequest { TypeUrl = ResourceTypes.Secret, ResponseNonce = of?.Nonce ?? "", VersionInfo = of?.VersionInfo ?? "", ResourceNames = { names } };
        if (refusal is not null) ask.ErrorDetail = new Status { Message = refusal };
        return call.RequestStream.WriteAsync(ask);
    }

    private static async Task<T> Next<T>(IAsyncStreamReader<T> stream)
    {
        Assert.True(await stream.MoveNext(CancellationToken.None).WaitAsync(Limit));
        return stream.Current;
    }
}

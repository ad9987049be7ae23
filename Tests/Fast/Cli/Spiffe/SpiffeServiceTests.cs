using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ActorMesh.Runtime.Contracts.Spiffe;
using ActorMesh.Tests.Fast.Kit;
using Grpc.Core;
using Xunit;

namespace ActorMesh.Tests.Fast.Cli.Spiffe;

/// <summary>The SPIFFE Workload API over its socket.</summary>
public sealed class SpiffeServiceTests : IAsyncLifetime
{
    private static readonly Metadata Asked = new() { { "workload.spiffe.io", "true" } };

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private WorkloadApiRig _rig = null!; // Started before the test.

    private SpiffeWorkloadAPI.SpiffeWorkloadAPIClient Client => new(_rig.Channel);

    public async Task InitializeAsync() => _rig = await WorkloadApiRig.Start();

    public Task DisposeAsync() => _rig.DisposeAsync().AsTask();

    [Fact]
    public async Task Without_the_header_nothing_is_told()
    {
        _rig.Side.HaveSidecar();
        foreach (var headers in (Metadata[])[[], new() { { "workload.spiffe.io", "yes" } }])
        {
            await Refused(StatusCode.InvalidArgument, Client.FetchX509SVID(new X509SVIDRequest(), headers).ResponseStream);
            await Refused(StatusCode.InvalidArgument, Client.FetchX509Bundles(new X509BundlesRequest(), headers).ResponseStream);
            await Refused(StatusCode.InvalidArgument, Client.FetchJWTBundles(new JWTBundlesRequest(), headers).ResponseStream);
        }
        Assert.Equal(0, _rig.Side.Begun);
    }

    [Fact]
    public async Task Without_an_identity_everybody_is_refused()
    {
        await Refused(StatusCode.PermissionDenied, Svids().ResponseStream);
        await Refused(StatusCode.PermissionDenied, Bundles().ResponseStream);
    }

    [Fact]
    public async Task Tokens_are_said_not_to_be_there()
    {
        _rig.Side.HaveSidecar();
        await Refused(StatusCode.Unimplemented, Client.FetchJWTBundles(new JWTBundlesRequest(), Asked).ResponseStream);
        var refused = await Assert.ThrowsAsync<RpcException>(async () => await Client.FetchJWTSVIDAsync(new JWTSVIDRequest(), Asked));
        Assert.Contains("FetchX509SVID", refused.Status.Detail, StringComparison.Ordinal);
        Assert.Equal(StatusCode.Unimplemented, (await Assert.ThrowsAsync<RpcException>(async () => await Client.ValidateJWTSVIDAsync(new ValidateJWTSVIDRequest(), Asked))).StatusCode);
    }

    [Fact]
    public async Task The_certificate_its_key_and_the_bundle_are_as_the_specification_has_them()
    {
        _rig.Side.HaveSidecar();
        using var call = Svids();
        var svid = Assert.Single((await Next(call.ResponseStream)).Svids);
        Assert.Equal("spiffe://shop.local/ns/default/sa/orders", svid.SpiffeId);
        using var leaf = X509CertificateLoader.LoadCertificate(svid.X509Svid.Span);
        using var key = ECDsa.Create();
        key.ImportPkcs8PrivateKey(svid.X509SvidKey.Span, out var read);
        Assert.Equal(svid.X509SvidKey.Length, read);
        Assert.Equal(leaf.PublicKey.ExportSubjectPublicKeyInfo(), key.ExportSubjectPublicKeyInfo());
        Assert.Equal(_rig.Side.Authority.Certificate.RawData, svid.Bundle.ToByteArray());
        Assert.Matches(@"process \d+ \(uid \d+\) was given spiffe://shop.local/ns/default/sa/orders, serial ", _rig.Said);
        Assert.DoesNotContain(Convert.ToBase64String(svid.X509SvidKey.Span)[60..100], _rig.Said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_renewal_and_each_change_of_the_bundle_comes_by_the_same_stream()
    {
        _rig.Side.HaveSidecar();
        using var svids = Svids();
        using var bundles = Bundles();
        var (first, bundle) = (await Next(svids.ResponseStream), await Next(bundles.ResponseStream));
        Assert.Equal([ApplicationSide.DomainName], bundle.Bundles.Keys);
        for (var i = 0; i < 10; i++)
        {
            _rig.Side.Renew();
            var next = await Next(svids.ResponseStream);
            Assert.NotEqual(first.Svids[0].X509SvidKey, next.Svids[0].X509SvidKey);
            first = next;
        }

        using var second = new TestAuthority(TimeProvider.System.GetUtcNow(), "CN=second");
        _rig.Side.Believe(_rig.Side.Authority, second);
        byte[] both = [.. _rig.Side.Authority.Certificate.RawData, .. second.Certificate.RawData];
        Assert.Equal(both, (await Next(bundles.ResponseStream)).Bundles[ApplicationSide.DomainName].ToByteArray());
        var last = await Next(svids.ResponseStream);
        Assert.Equal(both, last.Svids[0].Bundle.ToByteArray());
        Assert.Equal(first.Svids[0].X509Svid, last.Svids[0].X509Svid);
    }

    [Fact]
    public async Task Callers_get_the_same_certificate()
    {
        _rig.Side.HaveSidecar();
        using var one = Svids();
        using var other = Svids();
        Assert.Equal((await Next(one.ResponseStream)).Svids[0].X509Svid, (await Next(other.ResponseStream)).Svids[0].X509Svid);
        Assert.Equal(1, _rig.Side.Begun);
    }

    [Fact]
    public async Task A_request_that_is_too_long_is_not_read()
    {
        _rig.Side.HaveSidecar();
        var method = new Method<byte[], byte[]>(
            MethodType.ServerStreaming, "SpiffeWorkloadAPI", "FetchX509SVID", Marshallers.Create(bytes => bytes, bytes => bytes), Marshallers.Create(bytes => bytes, bytes => bytes));
        using var call = _rig.Channel.CreateCallInvoker().AsyncServerStreamingCall(method, null, new CallOptions(Asked), new byte[5_000]);
        await Refused(StatusCode.ResourceExhausted, call.ResponseStream);
    }

    [Fact]
    public async Task When_the_sidecar_ends_so_do_its_streams_at_once()
    {
        _rig.Side.HaveSidecar();
        using var call = Svids();
        await Next(call.ResponseStream);
        var next = call.ResponseStream.MoveNext(CancellationToken.None);
        await _rig.Stop();
        var ended = await Assert.ThrowsAsync<RpcException>(() => next.WaitAsync(Limit));
        Assert.Equal(StatusCode.Unavailable, ended.StatusCode);
    }

    private static async Task<T> Next<T>(IAsyncStreamReader<T> stream)
    {
        Assert.True(await stream.MoveNext(CancellationToken.None).WaitAsync(Limit));
        return stream.Current;
    }

    private static async Task Refused<T>(StatusCode code, IAsyncStreamReader<T> stream) =>
        Assert.Equal(code, (await Assert.ThrowsAsync<RpcException>(() => stream.MoveNext(CancellationToken.None).WaitAsync(Limit))).StatusCode);

    private AsyncServerStreamingCall<X509SVIDResponse> Svids() => Client.FetchX509SVID(new X509SVIDRequest(), Asked);

    private AsyncServerStreamingCall<X509BundlesResponse> Bundles() => Client.FetchX509Bundles(new X509BundlesRequest(), Asked);
}

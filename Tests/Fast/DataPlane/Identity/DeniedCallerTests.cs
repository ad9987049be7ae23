using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ActorMesh.ControlPlane.Resources;
using ActorMesh.DataPlane.Channels;
using ActorMesh.DataPlane.Security;
using ActorMesh.Runtime.Contracts.Control;
using ActorMesh.Runtime.Identity;
using ActorMesh.Tests.Fast.Kit;
using Google.Protobuf;
using Grpc.Core;
using Xunit;

namespace ActorMesh.Tests.Fast.DataPlane.Identity;

/// <summary>What a control node does with a caller that the mesh denies.</summary>
public sealed class DeniedCallerTests : IAsyncLifetime
{
    private const string Web = "spiffe://shop.local/ns/default/sa/web";

    private readonly ResourceFeed _feed = new();
    private IdentityHost _host = null!; // Set before the first test.

    public async Task InitializeAsync()
    {
        _host = await IdentityHost.Start();
        _host.Tls.Follow(_feed);
    }

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Its_connection_ends_and_each_call_is_refused_with_the_reason(bool bySerial)
    {
        var certificate = _host.Authority.Issue("web");
        using var channel = Channel(certificate);
        using var reports = new ProxyReports.ProxyReportsClient(channel).Report();
        await reports.RequestStream.WriteAsync(new ProxyReport { Proxy = "web-1" });
        Assert.True(await reports.ResponseStream.MoveNext(CancellationToken.None));

        _feed.Deny(new DenyList([bySerial ? DenyList.SerialOf(certificate) : Web]));

        await Assert.ThrowsAsync<RpcException>(() => reports.ResponseStream.MoveNext(CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(20)));
        var refused = await Assert.ThrowsAsync<RpcException>(() => Renew(channel));
        Assert.Equal(StatusCode.PermissionDenied, refused.StatusCode);
        Assert.Contains("is denied in this mesh; actormesh cert denied says", refused.Status.Detail, StringComparison.Ordinal);
        Assert.Empty(_host.Renewed);
    }

    [Fact]
    public async Task Nobody_else_is_touched_and_who_is_allowed_again_needs_nothing_new()
    {
        using var web = Channel(_host.Authority.Issue("web"));
        using var cart = Channel(_host.Authority.Issue("cart"));
        _feed.Deny(new DenyList([Web]));
        await Renew(cart);
        await Assert.ThrowsAsync<RpcException>(() => Renew(web));

        _feed.Deny(DenyList.Empty);
        await Renew(web);
        Assert.Equal(["spiffe://shop.local/ns/default/sa/cart", Web], _host.Renewed);
    }

    [Fact]
    public void Sidecars_are_told_with_the_roots()
    {
        _feed.Deny(new DenyList([Web]));
        _feed.Trust(_host.Bundle);
        var secret = Assert.Single(_feed.Secrets.ByName.Values);
        Assert.Equal([Web], secret.Body.Unpack<ActorMesh.Runtime.Contracts.Envoy.TransportSecurity.Secret>().ValidationContext.ActormeshDenied);
        var before = secret.Version;
        _feed.Deny(DenyList.Empty);
        Assert.NotEqual(before, Assert.Single(_feed.Secrets.ByName.Values).Version);
    }

    private Grpc.Net.Client.GrpcChannel Channel(X509Certificate2 certificate)
    {
        var own = new TlsIdentity(certificate, []);
        return ControlPlaneChannel.To(_host.Server, new ControlPlaneTls(() => own, (_, _) => null), pingEvery: null);
    }

    private static async Task<SvidAnswer> Renew(Grpc.Net.Client.GrpcChannel channel)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("", key, HashAlgorithmName.SHA256).CreateSigningRequest();
        return await new Identities.IdentitiesClient(channel).RenewAsync(new RenewAsk { CertificateRequest = ByteString.CopyFrom(request) });
    }
}

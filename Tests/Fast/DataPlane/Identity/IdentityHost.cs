using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ActorMesh.ControlPlane;
using ActorMesh.ControlPlane.Xds;
using ActorMesh.Runtime.Contracts.Control;
using ActorMesh.Runtime.Identity;
using ActorMesh.Tests.Fast.Kit;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using ControlBundle = ActorMesh.Runtime.Contracts.Control.TrustBundle;
using TrustBundle = ActorMesh.Runtime.Identity.TrustBundle;

namespace ActorMesh.Tests.Fast.DataPlane.Identity;

/// <summary>The port of a control node that proxies attach to, in this process: mutual TLS by an authority of the test, issuance by one token, and reports.</summary>
internal sealed class IdentityHost : IAsyncDisposable
{
    public const string Secret = "open-sesame";

    private readonly WebApplication _application;

    private IdentityHost(TestAuthority authority, X509Certificate2 own, TimeProvider clock)
    {
        (Authority, Bundle, Shown) = (authority, authority.Bundle(), [authority.Certificate]);
        var tls = Tls = new NodeTls(() => SslStreamCertificateContext.Create(own, [], offline: true), () => Bundle, new SvidVerifier(clock));
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.ListenForXds(new IPEndPoint(IPAddress.Loopback, 0), tls, clock));
        builder.Services.AddRoutingCore();
        builder.Services.AddGrpc();
        builder.Services.AddSingleton(new Service(this));
        builder.Services.AddSingleton(new Reports(this));
        _application = builder.Build();
        _application.UseRouting();
        _application.UseClientIdentities(TimeProvider.System);
        _application.MapGet(TrustRootsPath.Value, () => string.Join('\n', Shown.Select(root => root.ExportCertificatePem())));
        _application.MapGrpcService<Service>();
        _application.MapGrpcService<Reports>();
    }

    public TestAuthority Authority { get; }

    public NodeTls Tls { get; }

    /// <summary>Whom it believes.</summary>
    public TrustBundle Bundle { get; set; }

    /// <summary>The roots that it shows to anybody.</summary>
    public IReadOnlyList<X509Certificate2> Shown { get; set; }

    /// <summary>HOST:PORT.</summary>
    public string Server => new Uri(_application.Urls.Single()).Authority;

    /// <summary>Lets in once, for <c>orders</c>.</summary>
    public string Token => $"am1.{Secret}.{System.Buffers.Text.Base64Url.EncodeToString(SHA256.HashData(Authority.Certificate.RawDataMemory.Span))}";

    public int Attested { get; private set; }

    /// <summary>Who renewed, in order.</summary>
    public List<string> Renewed { get; } = [];

    /// <summary>Messages that were read of calls that need a certificate.</summary>
    public int ReportsRead { get; private set; }

    /// <param name="role">Path of the server's SPIFFE id.</param>
    public static async Task<IdentityHost> Start(TestAuthority? authority = null, string role = NodeRole.Control, TimeProvider? clock = null, Func<ForgedCertificate, ForgedCertificate>? change = null)
    {
        var known = authority ?? new TestAuthority((clock ?? TimeProvider.System).GetUtcNow());
        var own = known.Issue(leaf => (change ?? (same => same))(leaf.With(CertificateParts.Uri($"spiffe://{TestAuthority.Domain}{role}"))));
        var host = new IdentityHost(known, own, clock ?? TimeProvider.System);
        await host._application.StartAsync();
        return host;
    }

    public ValueTask DisposeAsync() => _application.DisposeAsync();

    private SvidAnswer Issue(ByteString request, string id)
    {
        var asked = CertificateRequest.LoadSigningRequest(request.ToByteArray(), HashAlgorithmName.SHA256, CertificateRequestLoadOptions.UnsafeLoadCertificateExtensions);
        Assert.Empty(asked.CertificateExtensions);
        Assert.Equal("", asked.SubjectName.Name);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var leaf = Authority.Leaf(key).With(CertificateParts.Uri(id)) with { PublicKey = asked.PublicKey.ExportSubjectPublicKeyInfo() };
        using var signed = leaf.SignedBy(Authority.Key);
        return new SvidAnswer
        {
            Chain = { ByteString.CopyFrom(signed.RawData) },
            Bundle = new ControlBundle { TrustDomain = TestAuthority.Domain, Roots = { ByteString.CopyFrom(Authority.Certificate.RawData) }, Sequence = 1 },
        };
    }

    private sealed class Service(IdentityHost host) : Identities.IdentitiesBase
    {
        public override Task<SvidAnswer> Attest(AttestAsk request, ServerCallContext context)
        {
            if (request.Token != host.Token || host.Attested++ > 0) throw new RpcException(new Status(StatusCode.PermissionDenied, "the token was used, or never was one"));
            return Task.FromResult(host.Issue(request.CertificateRequest, $"spiffe://{TestAuthority.Domain}/ns/default/sa/orders"));
        }

        public override Task<SvidAnswer> Renew(RenewAsk request, ServerCallContext context)
        {
            var caller = Caller.Of(context)!;
            host.Renewed.Add($"{caller.Id}");
            return Task.FromResult(host.Issue(request.CertificateRequest, $"{caller.Id}"));
        }
    }

    private sealed class Reports(IdentityHost host) : ProxyReports.ProxyReportsBase
    {
        public override async Task Report(IAsyncStreamReader<ProxyReport> requestStream, IServerStreamWriter<ReportAnswer> responseStream, ServerCallContext context)
        {
            while (await requestStream.MoveNext(context.CancellationToken))
            {
                host.ReportsRead++;
                await responseStream.WriteAsync(new ReportAnswer());
            }
        }
    }
}

using System.Net;
using System.Net.Http;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ActorMesh.ControlPlane.Identity;
using ActorMesh.Runtime.Contracts.Control;
using ActorMesh.Runtime.Identity;
using Google.Protobuf;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;

namespace ActorMesh.Tests.Fast.ControlPlane.Identity;

/// <summary>A control node's service over TLS, as sidecars meet it: who shows a certificate has to be believed.</summary>
internal sealed class IdentityServer : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly SvidVerifier _verifier;
    private readonly IdentityContext _context;

    public IdentityServer(IdentityContext context)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var own = context.Authority.Issue(new PublicKey(key), SpiffeId.Parse($"spiffe://{context.Authority.Terms.TrustDomain}/actormesh/control"));
        (_verifier, _context) = (new SvidVerifier(context.Clock), context);
        var certificate = Read(own.Chain[0]).CopyWithPrivateKey(key);
        var sent = new X509Certificate2Collection(own.Chain.Skip(1).Select(Read).ToArray());
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(new HttpsConnectionAdapterOptions
        {
            ServerCertificate = certificate,
            ServerCertificateChain = sent,
            ClientCertificateMode = ClientCertificateMode.AllowCertificate,
            ClientCertificateValidation = (shown, chain, _) => IsBelieved(shown, chain),
        })));
        builder.Services.AddRoutingCore();
        builder.Services.AddIdentities(_ => context);
        _application = builder.Build();
        _application.UseRouting();
        _application.MapIdentities();
    }

    public Task Start() => _application.StartAsync();

    /// <param name="shown">With its key, and what is between it and the root; null for nothing.</param>
    public Identities.IdentitiesClient Client(SslStreamCertificateContext? shown = null)
    {
        var handler = new SocketsHttpHandler();
        handler.SslOptions.RemoteCertificateValidationCallback = (_, shown, chain, _) => IsBelieved((X509Certificate2)shown!, chain);
        handler.SslOptions.ClientCertificateContext = shown;
        return new Identities.IdentitiesClient(GrpcChannel.ForAddress(_application.Urls.First(), new GrpcChannelOptions { HttpHandler = handler, DisposeHttpClient = true }));
    }

    public static ByteString Request(ECDsa key) => ByteString.CopyFrom(new CertificateRequest("CN=whatever", key, HashAlgorithmName.SHA256).CreateSigningRequest());

    /// <returns>What the answer gave to whoever has the key.</returns>
    public static SslStreamCertificateContext Held(SvidAnswer answer, ECDsa key) => SslStreamCertificateContext.Create(
        Read(answer.Chain[0].ToByteArray()).CopyWithPrivateKey(key), new X509Certificate2Collection(answer.Chain.Skip(1).Select(bytes => Read(bytes.ToByteArray())).ToArray()), offline: true);

    public async ValueTask DisposeAsync() => await _application.DisposeAsync();

    private bool IsBelieved(X509Certificate2 shown, X509Chain? chain) => _verifier.Verify(shown, chain!.ChainPolicy.ExtraStore, _context.Authority.Bundle).IsGood;

    private static X509Certificate2 Read(byte[] der) => X509CertificateLoader.LoadCertificate(der);
}

using System.Net.Security;
using System.Runtime.CompilerServices;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using ActorMesh.Runtime.Contracts.Control;
using ActorMesh.Runtime.Identity;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace ActorMesh.ControlPlane.Xds;

/// <summary>
/// Mutual TLS of the port that proxies attach to. Who shows a certificate that is not believed is turned away in the handshake. Who shows none may
/// ask for the mesh's roots, and for an identity by a token; nothing else that it sends is read.
/// </summary>
public static class ClientIdentities
{
    private const string Nobody =
        "no certificate was shown, and only Attest may be called without one: attest with a token (actormesh token create), then come again with the certificate";

    private static readonly object CallerKey = new(), OpenKey = new();
    private static readonly TimeSpan HandshakeLimit = TimeSpan.FromSeconds(5);
    private static readonly string AttestPath = $"/{Identities.Descriptor.FullName}/Attest";

    /// <param name="strangers">Those who show no certificate, or are denied: they are told so, and kept no longer.</param>
    internal static void UseMutualTls(this ListenOptions listen, NodeTls tls, Strangers strangers)
    {
        listen.Use(strangers.Begin);
        listen.UseHttps(new TlsHandshakeCallbackOptions
        {
            HandshakeTimeout = HandshakeLimit,
            OnConnection = handshake => ValueTask.FromResult(Options(tls, handshake.Connection)),
        });
        listen.Use(next => strangers.Secured(next, isKnown: connection => connection.Items.TryGetValue(CallerKey, out var shown) && ((Shown)shown!).Denied is null));
    }

    /// <summary>Secures a port for people: the server proves who it is, and they do so in another way.</summary>
    public static void UseServerTls(this ListenOptions listen, NodeTls tls) => listen.UseHttps(new TlsHandshakeCallbackOptions
    {
        HandshakeTimeout = HandshakeLimit,
        OnConnection = _ => ValueTask.FromResult(new SslServerAuthenticationOptions
        {
            ServerCertificateContext = tls.Own(), EnabledSslProtocols = SslProtocols.Tls13, AllowTlsResume = false, AllowRenegotiation = false,
            ApplicationProtocols = [SslApplicationProtocol.Http2, SslApplicationProtocol.Http11],
        }),
    });

    /// <summary>Gives each call its <see cref="Caller"/>, and turns away those without one. Connections that are not secured so pass.</summary>
    public static IApplicationBuilder UseClientIdentities(this IApplicationBuilder application, TimeProvider clock) => application.Use(async (http, next) =>
    {
        var guest = http.Features.Get<Guest>();
        guest?.Begin();
        try
        {
            await Serve(http, next, clock);
        }
        finally
        {
            guest?.End();
        }
    });

    private static async Task Serve(HttpContext http, RequestDelegate next, TimeProvider clock)
    {
        var items = http.Features.Get<IConnectionItemsFeature>()!.Items;
        if (items.TryGetValue(CallerKey, out var item))
        {
            var shown = (Shown)item!;
            if (shown.Denied is { } denied)
            {
                Refuse(http, StatusCode.PermissionDenied, denied.Message);
                return;
            }
            http.Features.Set(shown.Caller);
            // A certificate is good for no longer than it says: who has the next one comes back with it.
            await using var ending = clock.CreateTimer(_ => http.Abort(), null, Clip(shown.End - clock.GetUtcNow()), Timeout.InfiniteTimeSpan);
            await next(http);
        }
        else if (items.TryGetValue(OpenKey, out var open)) await ServeStranger(http, (StrongBox<int>)open!, next);
        else await next(http);
    }

    private static async Task ServeStranger(HttpContext http, StrongBox<int> active, RequestDelegate next)
    {
        try
        {
            if (Interlocked.Increment(ref active.Value) > Strangers.RequestsMax)
                Refuse(http, StatusCode.ResourceExhausted, $"{Strangers.RequestsMax} requests without a certificate are being answered on this connection; come again when one is done");
            else if (http.Request.Path != AttestPath && http.Request.Path != TrustRootsPath.Value)
                Refuse(http, StatusCode.Unauthenticated, Nobody);
            else if (http.Request.Headers["grpc-encoding"].ToString() is not ("" or "identity"))
                Refuse(http, StatusCode.Unimplemented, "what comes without a certificate is not unpacked: send it as it is");
            else
            {
                if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = Strangers.BodyMax;
                await next(http);
            }
        }
        finally
        {
            Interlocked.Decrement(ref active.Value);
        }
    }

    private static TimeSpan Clip(TimeSpan span) => span < TimeSpan.Zero ? TimeSpan.Zero : span > TimeSpan.FromDays(40) ? TimeSpan.FromDays(40) : span;

    private static SslServerAuthenticationOptions Options(NodeTls tls, ConnectionContext connection)
    {
        connection.Items[OpenKey] = new StrongBox<int>();
        return new SslServerAuthenticationOptions
        {
            ServerCertificateContext = tls.Own(),
            EnabledSslProtocols = SslProtocols.Tls13,
            ApplicationProtocols = [SslApplicationProtocol.Http2],
            AllowTlsResume = false,
            AllowRenegotiation = false,
            ClientCertificateRequired = true, // Asked for; what follows decides.
            CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
            CertificateChainPolicy = new X509ChainPolicy
            {
                DisableCertificateDownloads = true, TrustMode = X509ChainTrustMode.CustomRootTrust, VerificationFlags = X509VerificationFlags.AllFlags, RevocationMode = X509RevocationMode.NoCheck,
            },
            RemoteCertificateValidationCallback = (_, certificate, chain, _) =>
            {
                if (certificate is not X509Certificate2 leaf) return true;
                // Who is denied is told so by each call.
                var verdict = tls.Verify(leaf, chain);
                if (!verdict.IsGood && verdict.Problem.Fault != SvidFault.Denied) return Refused(verdict.Problem);
                if (SvidRules.CheckLeaf(leaf, out var id) is { } broken) return Refused(broken);
                var caller = new Caller(id!) { Serial = DenyList.SerialOf(leaf), IsForeign = tls.IsForeign };
                tls.Callers.Add(connection, caller);
                connection.Items[CallerKey] = new Shown(caller, CertificateLife.End(leaf), tls.Verifier);
                return true;
            },
        };
    }

    // The server logs what is thrown.
    private static bool Refused(SvidProblem problem) => throw new AuthenticationException(problem.Message);

    // As gRPC says it, before a byte of a message is read.
    private static void Refuse(HttpContext http, StatusCode status, string why)
    {
        http.Response.StatusCode = StatusCodes.Status200OK;
        http.Response.ContentType = "application/grpc";
        http.Response.Headers["grpc-status"] = $"{(int)status}";
        http.Response.Headers["grpc-message"] = why;
    }

    /// <summary>What the certificate of a connection proves.</summary>
    private sealed record Shown(Caller Caller, DateTimeOffset End, SvidVerifier Verifier)
    {
        public SvidProblem? Denied => Caller.Denied(Verifier.Denied);
    }
}

using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using ActorMesh.DataPlane.Security;

namespace ActorMesh.DataPlane.Channels;

/// <summary>How a control plane proves who it is, and what is shown to it. Each connection looks anew, so that a renewal holds from the next one on.</summary>
/// <param name="identity">What is shown; null for nothing.</param>
/// <param name="check">Judges the certificate of the server, and what it sent with it: why it is not the one that was meant; null when it is.</param>
public sealed class ControlPlaneTls(Func<TlsIdentity?> identity, Func<X509Certificate2, X509Certificate2Collection, string?> check)
{
    /// <summary>Over it (RFC 9113, section 3.2).</summary>
    private static readonly List<SslApplicationProtocol> Http2 = [SslApplicationProtocol.Http2];

    /// <summary>Ends when there is something to show: nobody is called before.</summary>
    public Task Ready { get; init; } = Task.CompletedTask;

    /// <summary>SNI; empty for the host that is called.</summary>
    public string ServerName { get; init; } = "";

    public SslProtocols Versions { get; init; } = SslProtocols.Tls13;

    /// <exception cref="AuthenticationException">The server is not the one that was meant, or does not take what it was shown.</exception>
    internal async ValueTask<Stream> Secure(Stream inner, string host, CancellationToken cancellation)
    {
        string? problem = null;
        var secured = new SslStream(inner);
        try
        {
            await secured.AuthenticateAsClientAsync(Options(host, found => problem = found), cancellation);
            return secured;
        }
        catch (AuthenticationException) when (problem is not null)
        {
            await secured.DisposeAsync();
        }
        catch
        {
            await secured.DisposeAsync();
            throw;
        }

        // Without what the framework says of it, which callers would find below: that our own check refused.
        throw new AuthenticationException($"{host} is not believed: {problem}");
    }

    private static X509Certificate2Collection Sent(X509Certificate2 leaf, X509Chain? chain) =>
        [.. (chain?.ChainPolicy.ExtraStore ?? []).Where(sent => !sent.RawDataMemory.Span.SequenceEqual(leaf.RawDataMemory.Span)).ToArray()];

    private SslClientAuthenticationOptions Options(string host, Action<string> refuse) => new()
    {
        TargetHost = ServerName.Length > 0 ? ServerName : host,
        ApplicationProtocols = Http2,
        EnabledSslProtocols = Versions,
        AllowTlsResume = false,
        AllowRenegotiation = false,
        ClientCertificateContext = identity()?.Context,
        CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
        // It only collects what the server sent: the verdict is ours.
        CertificateChainPolicy = new X509ChainPolicy
        {
            DisableCertificateDownloads = true, TrustMode = X509ChainTrustMode.CustomRootTrust, VerificationFlags = X509VerificationFlags.AllFlags, RevocationMode = X509RevocationMode.NoCheck,
        },
        RemoteCertificateValidationCallback = (_, certificate, chain, _) =>
        {
            var found = certificate is X509Certificate2 leaf ? check(leaf, Sent(leaf, chain)) : "it shows no certificate";
            if (found is not null) refuse(found);
            return found is null;
        },
    };
}

using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using ActorMesh.ControlPlane.Resources;
using ActorMesh.Runtime.Identity;

namespace ActorMesh.ControlPlane.Xds;

/// <summary>How a control node proves who it is, and whom it believes. Each handshake looks anew.</summary>
/// <param name="Own">Its certificate, with what leads to the root.</param>
/// <param name="Bundle">The mesh's roots.</param>
public sealed record NodeTls(Func<SslStreamCertificateContext> Own, Func<TrustBundle> Bundle, SvidVerifier Verifier)
{
    internal CallerConnections Callers { get; } = new();

    /// <summary>As <see cref="Caller.IsForeign"/>, by what the feed has.</summary>
    internal Func<string, string, bool> IsForeign { get; private set; } = static (_, _) => false;

    /// <summary>Believes nobody from now on whom the feed says to deny, and ends their connections. Workloads are those of the feed's mesh.</summary>
    public void Follow(ResourceFeed feed)
    {
        IsForeign = (service, path) => feed.Current.IsForeign(service, path);
        feed.Subscribe(Take);
        Take();

        void Take()
        {
            if (ReferenceEquals(Verifier.Denied, feed.Denied)) return;
            Verifier.Denied = feed.Denied;
            Callers.End(feed.Denied);
        }
    }

    /// <param name="chain">With what the client sent.</param>
    public SvidVerdict Verify(X509Certificate2 leaf, X509Chain? chain) =>
        Verifier.Verify(leaf, [.. (chain?.ChainPolicy.ExtraStore ?? []).Where(sent => !sent.RawDataMemory.Span.SequenceEqual(leaf.RawDataMemory.Span)).ToArray()], Bundle());
}

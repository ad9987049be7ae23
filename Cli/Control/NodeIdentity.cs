using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ActorMesh.Cli.Control.Settings;
using ActorMesh.ControlPlane.Authority;
using ActorMesh.ControlPlane.Identity;
using ActorMesh.ControlPlane.Identity.Roots;
using ActorMesh.ControlPlane.Identity.Sealing;
using ActorMesh.ControlPlane.Xds;
using ActorMesh.Runtime.Boot;
using ActorMesh.Runtime.Identity;
using ActorMesh.Runtime.Membership;

namespace ActorMesh.Cli.Control;

/// <summary>
/// How this control node proves who it is. To proxies and people by a certificate that is renewed in memory, at half of its life and with the mesh's trust
/// domain; to other nodes by one of <see cref="CertificateAuthority.LinkLife"/> that a start renews, since Akka reads its certificate once.
/// </summary>
internal sealed class NodeIdentity
{
    private static readonly TimeSpan DatabaseMax = TimeSpan.FromSeconds(30), DatabaseLook = TimeSpan.FromSeconds(1);

    private readonly CertificateAuthority _authority;
    private readonly TimeProvider _clock;
    private readonly Lock _gate = new();
    private (SslStreamCertificateContext Context, SpiffeId Id, int Root, DateTimeOffset RenewAt, DateTimeOffset End)? _own;

    private NodeIdentity(CertificateAuthority authority, Action<string> warn, TimeProvider clock)
    {
        (_authority, _clock, Refused) = (authority, clock, new RefusedPeers(warn, clock));
        var verifier = new SvidVerifier(clock);
        Tls = new NodeTls(Own, () => authority.Bundle, verifier);
        Member = new MemberTls(
            Link(), () => [.. Linking().Select(root => root.Root)], () => [.. Linking().SelectMany(root => root.Intermediates)], verifier, Refused);
    }

    /// <summary>Looked at by each handshake.</summary>
    public NodeTls Tls { get; }

    public MemberTls Member { get; }

    /// <summary>Who was turned away, at any port.</summary>
    public RefusedPeers Refused { get; }

    public CertificateAuthority Authority => _authority;

    /// <summary>Makes the mesh's root where there is none. A database that begins later than this node is waited for.</summary>
    /// <exception cref="MemberException">The root cannot be had; the message says why, and what to do.</exception>
    public static async Task<NodeIdentity> Open(ControlOptions options, Action<string> warn, TimeProvider clock)
    {
        var began = clock.GetTimestamp();
        for (var isFirst = true; ; isFirst = false)
        {
            try
            {
                return await OwnThread.Run(() => OpenNow(options, warn, clock));
            }
            catch (RootStoreException e) when (e.IsUnreachable && clock.GetElapsedTime(began) < DatabaseMax)
            {
                if (isFirst) warn($"{e.Message}; it is waited for, for {DatabaseMax.TotalSeconds:0} s");
                await Task.Delay(DatabaseLook, clock);
            }
            catch (Exception e) when (e is RootStoreException or IssueRefusedException)
            {
                throw new MemberException(e.Message);
            }
        }
    }

    private static NodeIdentity OpenNow(ControlOptions options, Action<string> warn, TimeProvider clock)
    {
        var journal = JournalSettings.Parse(options.Journal);
        journal.Prepare();
        // Whoever may read a journal in a file may read what lies beside it: all nodes of this machine that share it.
        var sealing = options.Sealing with { UsualFile = Path.Combine(journal.Folder ?? options.State, "sealing.key") };
        var isNew = sealing.IsUsual && !File.Exists(sealing.UsualFile);
        var key = sealing.Read();
        var store = new RootStore(journal, key, clock, new RootFile(Path.Combine(options.State, "roots.last-good")));
        CertificateAuthority authority;
        try
        {
            authority = CertificateAuthority.Open(store, key, IdentityTerms.Usual, clock);
        }
        catch (RootStoreException e) when (isNew && !e.IsUnreachable)
        {
            // It opens nothing, and would stand in the way of the right one.
            File.Delete(sealing.UsualFile);
            throw;
        }
        var identity = new NodeIdentity(authority, warn, clock);
        if (journal.IsShared && sealing.IsUsual)
            warn($"the mesh's root is sealed by a key of this node's own, {sealing.UsualFile}; other control nodes need the same: give it to all with --sealing-key-file or {SealingSource.KeyVariable}");
        return identity;
    }

    private IEnumerable<RootAuthority> Linking() => _authority.Book.Linking(_clock.GetUtcNow(), CertificateAuthority.LinkLife);

    private SslStreamCertificateContext Own()
    {
        lock (_gate)
        {
            var (now, id, root) = (_clock.GetUtcNow(), Id(), _authority.Book.Plan.Signing);
            if (_own is { } own && own.Id.Equals(id) && own.Root == root && now < own.RenewAt) return own.Context;
            try
            {
                return (_own = Issue(id, root, now)).Value.Context;
            }
            catch (IssueRefusedException) when (_own is { } old && now < old.End)
            {
                return old.Context;
            }
        }
    }

    private (SslStreamCertificateContext Context, SpiffeId Id, int Root, DateTimeOffset RenewAt, DateTimeOffset End) Issue(SpiffeId id, int root, DateTimeOffset now)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var issued = _authority.Issue(new PublicKey(key), id);
        var intermediates = issued.Chain.Skip(1).Select(der => X509CertificateLoader.LoadCertificate(der)).ToArray();
        using var certificate = X509CertificateLoader.LoadCertificate(issued.Chain[0]);
        return (SslStreamCertificateContext.Create(certificate.CopyWithPrivateKey(key), [.. intermediates], offline: true), id, root, now + ((issued.NotAfter - now) / 2), issued.NotAfter);
    }

    private SpiffeId Id() => SpiffeId.Parse($"{SpiffeId.ForTrustDomain(_authority.Bundle.TrustDomain)}{NodeRole.Control}");

    private X509Certificate2 Link()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = X509CertificateLoader.LoadCertificate(_authority.IssueDirectly(new PublicKey(key), Id()).Chain[0]);
        return certificate.CopyWithPrivateKey(key);
    }
}

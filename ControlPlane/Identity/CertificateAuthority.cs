using System.Security.Cryptography.X509Certificates;
using ActorMesh.ControlPlane.Identity.Issuing;
using ActorMesh.ControlPlane.Identity.Roots;
using ActorMesh.ControlPlane.Identity.Sealing;
using ActorMesh.Runtime.Identity;

namespace ActorMesh.ControlPlane.Identity;

/// <summary>
/// A control node's part of the mesh's certificate authority. Each node signs by itself, with an intermediate of its own below the common root, so
/// that issuance needs no leader; what they share is the root in the journal's database.
/// </summary>
public sealed class CertificateAuthority
{
    /// <summary>Of a certificate of a node for the links between nodes, which are read at its start alone.</summary>
    public static readonly TimeSpan LinkLife = TimeSpan.FromDays(30);

    /// <summary>Clocks may be apart so far: what is signed is back-dated by as much.</summary>
    public static readonly TimeSpan SkewMax = Issuer.Skew;

    /// <summary>Before the end of a root that was brought along, from when on it is said.</summary>
    private static readonly TimeSpan ImportedAlarm = TimeSpan.FromDays(30);

    private const int TriesMax = 5;

    private readonly Lock _gate = new();
    private readonly RootStore _store;
    private readonly SealingKey _sealing;
    private readonly TimeProvider _clock;
    private volatile Action[] _listeners = [];
    private volatile RootBook _book;
    private volatile IdentityTerms _terms;
    private volatile TrustBundle _bundle;
    private volatile Issuer _issuer;

    private CertificateAuthority(RootStore store, SealingKey sealing, RootBook book, IdentityTerms terms, TimeProvider clock)
    {
        (_store, _sealing, _book, _terms, _clock) = (store, sealing, book, terms, clock);
        _bundle = BundleOf(book, terms);
        _issuer = Issuer.Make(book.Signing, sealing, terms.TrustDomain, clock.GetUtcNow());
    }

    public IdentityTerms Terms => _terms;

    public RootBook Book => _book;

    /// <summary>Whom members of the mesh believe.</summary>
    public TrustBundle Bundle => _bundle;

    /// <summary>Blocks. Makes the first root when there is none.</summary>
    /// <exception cref="RootStoreException">The roots cannot be had, or not be believed. Nothing was overwritten.</exception>
    public static CertificateAuthority Open(RootStore store, SealingKey sealing, IdentityTerms terms, TimeProvider clock)
    {
        var book = store.Read();
        for (var tries = 0; book.IsEmpty && tries < TriesMax; tries++)
        {
            Go(store, book, terms, sealing);
            book = store.Read();
        }
        for (var tries = 0; HasEnded(book, store.Now) && tries < TriesMax; tries++)
        {
            // Nobody is believed any more, so there is nothing to wait for.
            Go(store, book, terms, sealing);
            book = store.Read();
        }
        return new CertificateAuthority(store, sealing, book, terms, clock);
    }

    /// <summary>Has it told, for good, when <see cref="Bundle"/> is another one. It must not block.</summary>
    public void Subscribe(Action onChange)
    {
        lock (_gate) _listeners = [.. _listeners, onChange];
    }

    /// <summary>Blocks for some 0.2 s when the sealing key is a passphrase and the trust domain is another one.</summary>
    public void Take(IdentityTerms terms)
    {
        lock (_gate)
        {
            var isOther = terms.TrustDomain != _terms.TrustDomain;
            _terms = terms;
            if (!isOther) return;
            Renew(_book, terms);
        }
        Tell();
    }

    /// <summary>
    /// Blocks. Looks at what other nodes did to the roots, does what the rotation that is under way is due for, and begins one when a root of the
    /// mesh's own is near its end.
    /// </summary>
    /// <returns>What is wrong all the same; empty when nothing is.</returns>
    /// <exception cref="RootStoreException">The roots cannot be had: what was known holds on.</exception>
    public string Refresh()
    {
        var book = _store.Read();
        var isDue = book.Plan.Next(out var due) is null ? IsNearEnd(book, _store.Now) : _store.Now >= due;
        if (isDue && Go(_store, book, _terms, _sealing)) book = _store.Read();
        Show(book);
        return _store.Ahead.Duration() <= SkewMax
            ? EndProblem(book.Signing, _store.Now)
            : $"the clock of this node is more than {SkewMax.TotalSeconds:0} s {(_store.Ahead > TimeSpan.Zero ? "ahead of" : "behind")} the database's: what it signs may not be believed by others; set it right, as by NTP";
    }

    /// <summary>Blocks. Begins to replace the root, or goes on at once when <paramref name="goesOn"/>.</summary>
    /// <param name="imported">What signs from then on; null for a new root of the mesh's own.</param>
    /// <param name="issued">Who has a certificate, and so must not be cut off; null: whoever it is.</param>
    /// <exception cref="IssueRefusedException">A rotation is under way, or its next step would cut somebody off.</exception>
    /// <exception cref="RootStoreException">The roots cannot be had.</exception>
    public RootBook Rotate(RootImport? imported, bool goesOn, string author, IssuedReport? issued = null)
    {
        var book = _store.Read();
        if (book.Plan.Next(out var due) is { } next && (!goesOn || imported is not null))
            throw new IssueRefusedException($"a rotation is under way: root-{next.Generation} is {Verb(next.Kind)} at {due:u}, by itself; --now does not wait for that");
        // By itself it goes when everything that it signed has ended.
        if (book.Plan.Leaving is > 0 and var leaving && issued?.HeldProblem(book.Roots[leaving].Name) is { } held) throw new IssueRefusedException(held);
        if (!Go(_store, book, _terms, _sealing, imported, author)) throw new IssueRefusedException("another control node was faster; look at actormesh cert root, then try again");
        Show(_store.Read());
        return _book;
    }

    /// <summary>Signs. Any thread.</summary>
    /// <exception cref="IssueRefusedException">It is of another trust domain, or the issuer cannot be renewed.</exception>
    public IssuedSvid Issue(PublicKey key, SpiffeId id)
    {
        var (terms, now) = (_terms, _clock.GetUtcNow());
        return Problem(id) is { } foreign ? throw new IssueRefusedException(foreign) : Current(now).Issue(key, id, terms.LeafLife, now);
    }

    /// <returns>Why nothing is signed for it; null when it may be.</returns>
    public string? Problem(SpiffeId id) => _terms.TrustDomain is var domain && id.TrustDomain == domain
        ? null
        : $"{id} is of the trust domain {id.TrustDomain}, and the mesh is {domain} now; give the workload a token for its new name";

    /// <summary>Signs by the root itself, for nodes that send each other nothing but their own certificates. Blocks for some 0.2 s when the sealing key is a passphrase.</summary>
    /// <exception cref="IssueRefusedException">The root's key cannot be had.</exception>
    public IssuedSvid IssueDirectly(PublicKey key, SpiffeId id)
    {
        try
        {
            return Issuer.IssueDirectly(_book.Signing, _sealing, key, id, LinkLife, _clock.GetUtcNow());
        }
        catch (SealException e)
        {
            throw new IssueRefusedException(e.Message);
        }
    }

    private Issuer Current(DateTimeOffset now)
    {
        if (now < _issuer.RenewAt) return _issuer;
        lock (_gate)
        {
            if (now >= _issuer.RenewAt) TryRenew(now);
            return _issuer;
        }
    }

    private void TryRenew(DateTimeOffset now)
    {
        try
        {
            Renew(_book, _terms);
        }
        catch (SealException) when (now < _issuer.End)
        {
            // The old one is good for a while, and the next request tries again.
        }
        catch (SealException e)
        {
            throw new IssueRefusedException($"the node's own certificate has ended, and cannot be renewed: {e.Message}");
        }
    }

    // Callers hold the gate.
    private void Renew(RootBook book, IdentityTerms terms)
    {
        _issuer = Issuer.Make(book.Signing, _sealing, terms.TrustDomain, _clock.GetUtcNow());
        (_book, _bundle) = (book, BundleOf(book, terms));
    }

    private void Show(RootBook book)
    {
        lock (_gate)
        {
            if (book.Plan.Sequence <= _book.Plan.Sequence) return;
            if (book.Plan.Signing != _book.Plan.Signing) Renew(book, _terms);
            else (_book, _bundle) = (book, BundleOf(book, _terms));
        }
        Tell();
    }

    // The next step of the rotation that is under way, or the first one of another.
    private static bool Go(RootStore store, RootBook book, IdentityTerms terms, SealingKey sealing, RootImport? imported = null, string author = "")
    {
        var (now, generation) = (store.Now, book.Plan.LastGeneration + 1);
        if (book.Plan.Next(out _) is { } next) return store.TryAdd(new RootStep(book.Plan.Sequence + 1, next.Generation, next.Kind, now, author), root: null);
        var root = imported is null ? RootMaking.Make(generation, terms.RootLife, now, sealing) : RootAuthority.Sealed(generation, imported.Chain, imported.Key, sealing, isImported: true);
        return store.TryAdd(book.Plan.Begin(generation, now, author), root);
    }

    private static bool HasEnded(RootBook book, DateTimeOffset now) => !book.IsEmpty && !book.Signing.IsImported && CertificateLife.End(book.Signing.Root) <= now;

    // A sixth of its life is left, and three overlaps at least: two for the rotation, one to spare.
    private static bool IsNearEnd(RootBook book, DateTimeOffset now)
    {
        if (book.IsEmpty || book.Signing.IsImported) return false;
        var (start, end) = (CertificateLife.Start(book.Signing.Root), CertificateLife.End(book.Signing.Root));
        var left = (end - start) / 6;
        return end - now < (left > RootPlan.Overlap * 3 ? left : RootPlan.Overlap * 3);
    }

    // Nobody but whoever brought it has the next one.
    private static string EndProblem(RootAuthority signing, DateTimeOffset now) => signing.IsImported && signing.End - now < ImportedAlarm
        ? $"{signing.Name}, which was brought along, signs until {signing.End:u} and no longer; bring the next one before: actormesh cert root import"
        : "";

    private void Tell()
    {
        foreach (var listener in _listeners) listener();
    }

    private static TrustBundle BundleOf(RootBook book, IdentityTerms terms) => new(terms.TrustDomain, book.Believed.Select(root => root.Root), book.Plan.Sequence);

    private static string Verb(RootStepKind kind) => kind == RootStepKind.Activated ? "to sign" : "to go";
}

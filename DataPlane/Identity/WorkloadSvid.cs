using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ActorMesh.DataPlane.Security;
using ActorMesh.Runtime.Contracts.Control;
using ActorMesh.Runtime.Identity;
using ActorMesh.Runtime.Time;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using TrustBundle = ActorMesh.Runtime.Identity.TrustBundle;

namespace ActorMesh.DataPlane.Identity;

/// <summary>The identity of this workload: its certificate (an X.509-SVID) with its key, and whom it believes. Immutable.</summary>
public sealed class WorkloadSvid
{
    /// <summary>Certificates of a chain, and roots of a bundle, at most.</summary>
    public const int CertificatesMax = 16;

    private const double RotateUsual = 0.5;

    private WorkloadSvid(SpiffeId id, TlsIdentity tls, TrustBundle bundle, IdentityTerm term) => (Id, Tls, Bundle, Term) = (id, tls, bundle, term);

    /// <summary>In the <see cref="SecretStore"/> the certificate's name.</summary>
    public SpiffeId Id { get; }

    public TlsIdentity Tls { get; }

    public TrustBundle Bundle { get; }

    public IdentityTerm Term { get; }

    /// <summary>Hexadecimal.</summary>
    public string Serial => Tls.Certificate.SerialNumber;

    /// <summary>Lets every handshake from now on find it.</summary>
    public void PutInto(SecretStore secrets)
    {
        PutRootsInto(secrets);
        secrets.Own($"{Id}");
        secrets.Put($"{Id}", Tls);
    }

    internal void PutRootsInto(SecretStore secrets) =>
        secrets.Put($"{SpiffeId.ForTrustDomain(Bundle.TrustDomain)}", new TrustRoots(new X509Certificate2Collection(Bundle.Roots.ToArray()), Bundle.TrustDomain, Bundle.Sequence));

    /// <param name="chain">Its own certificate first, without the root.</param>
    /// <exception cref="InvalidDataException">It is no identity for this key; the message says why.</exception>
    internal static WorkloadSvid Of(IReadOnlyList<X509Certificate2> chain, WorkloadKey key, TrustBundle bundle, DateTimeOffset receivedAt, double rotateAt)
    {
        if (chain.Count == 0) throw new InvalidDataException("there is no certificate");
        try
        {
            var (leaf, intermediates) = (chain[0], new X509Certificate2Collection(chain.Skip(1).ToArray()));
            var verdict = Judge(leaf, intermediates, bundle);
            if (!verdict.IsGood) throw new InvalidDataException($"the certificate is not believed: {verdict.Problem.Message}");
            return new WorkloadSvid(verdict.Id, new TlsIdentity(key.Join(leaf), intermediates), bundle, new IdentityTerm(receivedAt, CertificateLife.End(leaf), rotateAt));
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            throw new InvalidDataException($"the certificate cannot be used: {e.Message}", e);
        }
    }

    /// <exception cref="InvalidDataException">It is no identity for this key; the message says why.</exception>
    internal static WorkloadSvid Read(SvidAnswer answer, WorkloadKey key, DateTimeOffset receivedAt)
    {
        if (answer.Chain.Count > CertificatesMax || answer.Bundle is not { Roots.Count: <= CertificatesMax } sent)
            throw new InvalidDataException($"there are more than {CertificatesMax} certificates in it, or no bundle");
        try
        {
            var bundle = new TrustBundle(sent.TrustDomain, sent.Roots.Select(Certificate), sent.Sequence);
            return Of([.. answer.Chain.Select(Certificate)], key, bundle, receivedAt, answer.RotateAt is > 0 and < 1 ? answer.RotateAt : RotateUsual);
        }
        catch (CryptographicException e)
        {
            throw new InvalidDataException($"a certificate is damaged: {e.Message}", e);
        }
    }

    /// <exception cref="InvalidDataException">It is none; the message says why.</exception>
    internal static WorkloadSvid Read(KeptIdentity kept)
    {
        if (kept.Answer is null || kept.ReceivedAt is null) throw new InvalidDataException("a part of the identity is missing");
        try
        {
            using var key = WorkloadKey.Read(kept.PrivateKey.Span);
            return Read(kept.Answer, key, kept.ReceivedAt.ToDateTimeOffset());
        }
        catch (CryptographicException e)
        {
            throw new InvalidDataException($"the key cannot be used: {e.Message}", e);
        }
    }

    internal static KeptIdentity Keep(SvidAnswer answer, WorkloadKey key, DateTimeOffset receivedAt) => new()
    {
        PrivateKey = UnsafeByteOperations.UnsafeWrap(key.Export()), Answer = answer, ReceivedAt = Timestamp.FromDateTimeOffset(receivedAt),
    };

    /// <summary>Whatever the time: why it is not believed by whoever believes <paramref name="roots"/>; null when it is.</summary>
    internal string? ProblemBy(TrustBundle roots) => Judge(Tls.Certificate, Tls.Intermediates, roots).Problem?.Message;

    /// <summary>Whether there is a younger root than the one that signed it, of which whoever issued it did not know.</summary>
    internal bool IsOutrunBy(TrustBundle roots) =>
        roots.Sequence > Bundle.Sequence && roots.Roots.Count > 0 && ProblemBy(new TrustBundle(roots.TrustDomain, [roots.Roots[^1]], roots.Sequence)) is not null;

    private static SvidVerdict Judge(X509Certificate2 leaf, X509Certificate2Collection intermediates, TrustBundle roots) =>
        new SvidVerifier(new StoppedClock(CertificateLife.End(leaf).AddSeconds(-1))).Verify(leaf, intermediates, roots);

    private static X509Certificate2 Certificate(ByteString bytes) => X509CertificateLoader.LoadCertificate(bytes.Span);
}

using System.Security.Cryptography.X509Certificates;
using ActorMesh.DataPlane.Identity;
using ActorMesh.DataPlane.Security;
using ActorMesh.Runtime.Identity;

namespace ActorMesh.Tests.Fast.Kit;

/// <summary>The identity of an application, whose sidecar and control plane are the test itself.</summary>
internal sealed class ApplicationSide : IDisposable
{
    public static readonly string DomainName = $"{SpiffeId.ForTrustDomain(TestAuthority.Domain)}";

    private readonly TimeProvider _clock;

    /// <param name="secrets">Null for some of its own.</param>
    public ApplicationSide(TimeProvider clock, SecretStore? secrets = null)
    {
        (_clock, Authority, Secrets) = (clock, new TestAuthority(clock.GetUtcNow()), secrets ?? new SecretStore(clock));
        Identity = new ApplicationIdentity(Secrets, clock, _ =>
        {
            Begun++;
            if (Issues) Renew();
            return new Kept(() => Ended++);
        });
    }

    public ApplicationIdentity Identity { get; }

    public SecretStore Secrets { get; }

    /// <summary>Signs what is issued next.</summary>
    public TestAuthority Authority { get; set; }

    /// <summary>Whether whoever asks first is given a certificate at once.</summary>
    public bool Issues { get; init; } = true;

    /// <summary>How often certificates began to be kept for it, and ended to be.</summary>
    public int Begun { get; private set; }

    public int Ended { get; private set; }

    /// <summary>The sidecar has its certificate.</summary>
    public WorkloadSvid HaveSidecar(string workload = "orders", DateTimeOffset? end = null)
    {
        var svid = Issue(workload, end);
        svid.PutInto(Secrets);
        Identity.Hear(svid);
        return svid;
    }

    /// <summary>The application has its next certificate.</summary>
    public void Renew(string workload = "orders", DateTimeOffset? end = null) => Identity.Take(Issue(workload, end));

    /// <summary>Says whom the mesh trusts.</summary>
    public void Believe(params TestAuthority[] authorities) => Secrets.Put(DomainName, new TrustRoots([.. authorities.Select(authority => authority.Certificate)]));

    public void Dispose() => Authority.Dispose();

    private WorkloadSvid Issue(string workload, DateTimeOffset? end)
    {
        var now = _clock.GetUtcNow();
        using var certificate = Authority.Issue(leaf => leaf.With(CertificateParts.Uri($"{SpiffeId.ForWorkload(TestAuthority.Domain, "default", workload)}")) with
        {
            Start = now.AddMinutes(-1), End = end ?? now.AddHours(4),
        });
        using var key = certificate.GetECDsaPrivateKey()!;
        using var own = WorkloadKey.Read(key.ExportPkcs8PrivateKey());
        return WorkloadSvid.Of([X509CertificateLoader.LoadCertificate(certificate.RawData)], own, Authority.Bundle(), now, 0.5);
    }

    private sealed class Kept(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}

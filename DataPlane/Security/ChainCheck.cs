using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ActorMesh.Runtime.Identity;

namespace ActorMesh.DataPlane.Security;

/// <summary>Verifies certificates that are no workload's: of servers and clients outside the mesh (RFC 5280). Fetches nothing.</summary>
internal static class ChainCheck
{
    private const X509ChainStatusFlags Unknown = X509ChainStatusFlags.UntrustedRoot | X509ChainStatusFlags.PartialChain;

    private static readonly Oid ServerAuthentication = new("1.3.6.1.5.5.7.3.1"), ClientAuthentication = new("1.3.6.1.5.5.7.3.2");

    /// <param name="isClient">Whether it must be good for a client; else for a server.</param>
    public static SvidProblem? ProblemOf(
        X509Certificate2 certificate, X509Certificate2Collection above, TrustRoots roots, bool isClient, bool allowsExpired, DateTimeOffset now)
    {
        using var chain = new X509Chain();
        var policy = chain.ChainPolicy;
        policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        policy.CustomTrustStore.AddRange(roots.Certificates);
        policy.ExtraStore.AddRange(above);
        policy.RevocationMode = X509RevocationMode.NoCheck;
        policy.DisableCertificateDownloads = true;
        policy.VerificationTime = now.UtcDateTime;
        policy.VerificationFlags = allowsExpired ? X509VerificationFlags.IgnoreNotTimeValid : X509VerificationFlags.NoFlag;
        policy.ApplicationPolicy.Add(isClient ? ClientAuthentication : ServerAuthentication);
        return chain.Build(certificate) ? null : Said(certificate, chain.ChainStatus.Aggregate(X509ChainStatusFlags.NoError, (all, one) => all | one.Status), now);
    }

    private static SvidProblem Said(X509Certificate2 certificate, X509ChainStatusFlags status, DateTimeOffset now)
    {
        if ((status & X509ChainStatusFlags.NotSignatureValid) != X509ChainStatusFlags.NoError) return new(SvidFault.BadSignature, "a signature in its certificate's chain is wrong");
        if ((status & Unknown) != X509ChainStatusFlags.NoError)
        {
            var signer = certificate.SubjectName.RawData.AsSpan().SequenceEqual(certificate.IssuerName.RawData) ? "itself" : $"'{certificate.Issuer}'";
            return new(SvidFault.Untrusted, $"its certificate was signed by {signer}, and no chain leads to who is trusted here");
        }

        if ((status & X509ChainStatusFlags.NotTimeValid) != X509ChainStatusFlags.NoError) return Untimely(certificate, now);
        if ((status & X509ChainStatusFlags.NotValidForUsage) != X509ChainStatusFlags.NoError) return new(SvidFault.ExtendedUsage, "its certificate is not made for this use (extended key usage)");
        return new(SvidFault.Untrusted, $"its certificate's chain is not valid ({status})");
    }

    private static SvidProblem Untimely(X509Certificate2 certificate, DateTimeOffset now)
    {
        var (start, end) = (CertificateLife.Start(certificate), CertificateLife.End(certificate));
        if (now < start) return new(SvidFault.NotYetValid, $"its certificate is valid only from {Text(start)} on; are the clocks right?");
        return now > end ? new(SvidFault.Expired, $"its certificate ended at {Text(end)}") : new(SvidFault.IssuerNotInTime, "the certificate of an issuer is not valid now");
    }

    private static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("u", CultureInfo.InvariantCulture);
}

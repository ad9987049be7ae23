using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ActorMesh.Runtime.Identity;

namespace ActorMesh.Cli.Identities;

/// <summary>One certificate, and what the rules of the mesh say of it.</summary>
/// <param name="Role"><c>workload</c>, <c>intermediate</c> or <c>root</c>.</param>
/// <param name="SpiffeId">Null for none.</param>
/// <param name="Fault">Null when it is as it should be; else its name, as logs have it.</param>
/// <param name="Why">In a sentence.</param>
internal sealed record InspectedCertificate(
    string Role, string? SpiffeId, string Subject, string Issuer, string Serial, DateTimeOffset NotBefore, DateTimeOffset NotAfter, string Key, string Sha256, string? Fault, string? Why)
{
    public static InspectedCertificate Of(X509Certificate2 certificate, DateTimeOffset now)
    {
        var isSigner = certificate.Extensions.OfType<X509BasicConstraintsExtension>().Any(IsAuthority);
        var problem = (isSigner ? SvidRules.CheckSigner(certificate) : SvidRules.CheckLeaf(certificate, out _)) ?? TimeProblem(certificate, now);
        var isRoot = isSigner && certificate.SubjectName.RawData.AsSpan().SequenceEqual(certificate.IssuerName.RawData);
        return new InspectedCertificate(
            isRoot ? "root" : isSigner ? "intermediate" : "workload",
            IdOf(certificate),
            certificate.Subject,
            certificate.Issuer,
            certificate.SerialNumber.ToLowerInvariant(),
            CertificateLife.Start(certificate),
            CertificateLife.End(certificate),
            KeyOf(certificate),
            Convert.ToHexStringLower(SHA256.HashData(certificate.RawDataMemory.Span)),
            problem?.Fault.ToString(),
            problem?.Message);
    }

    private static SvidProblem? TimeProblem(X509Certificate2 certificate, DateTimeOffset now)
    {
        if (now < CertificateLife.Start(certificate)) return new(SvidFault.NotYetValid, $"it is valid from {CertificateLife.Start(certificate):u} on");
        return now > CertificateLife.End(certificate) ? new(SvidFault.Expired, $"it ended at {CertificateLife.End(certificate):u}") : null;
    }

    private static string KeyOf(X509Certificate2 certificate)
    {
        try
        {
            using var rsa = certificate.GetRSAPublicKey();
            using var ecdsa = certificate.GetECDsaPublicKey();
            return rsa is not null ? $"RSA {rsa.KeySize}" : ecdsa is not null ? $"ECDSA {ecdsa.KeySize}" : certificate.PublicKey.Oid.Value ?? "-";
        }
        catch (CryptographicException)
        {
            return "-";
        }
    }

    private static string? IdOf(X509Certificate2 certificate)
    {
        try
        {
            return SubjectNames.Of(certificate).Uris is [var uri, ..] ? uri : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private static bool IsAuthority(X509BasicConstraintsExtension constraints)
    {
        try
        {
            return constraints.CertificateAuthority;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }
}

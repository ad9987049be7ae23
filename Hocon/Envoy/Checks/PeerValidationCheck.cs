using ActorMesh.Runtime.Contracts.Envoy.TransportSecurity;
using Google.Protobuf.Collections;
using Verification = ActorMesh.Runtime.Contracts.Envoy.TransportSecurity.CertificateValidationContext.Types.TrustChainVerification;

namespace ActorMesh.Hocon.Envoy.Checks;

internal static class PeerValidationCheck
{
    private const int Sha256Length = 32;

    public static void Run(CertificateValidationContext validation, CheckContext context)
    {
        if (validation.TrustChainVerification == Verification.AcceptUntrusted)
            context.Error(
                validation, CertificateValidationContext.TrustChainVerificationFieldNumber, "who is not trusted is not let in",
                "remove it; whom nobody needs to know, ask for no certificate");
        if (validation.ActormeshDenied.Count > 0 && !context.IsDeliveredSecret)
            context.Error(
                validation, CertificateValidationContext.ActormeshDeniedFieldNumber, "who is denied is told by the control plane alone, with the mesh's roots",
                "remove it; actormesh cert deny PEER has nobody let a peer in");
        Hashes(validation, CertificateValidationContext.VerifyCertificateHashFieldNumber, validation.VerifyCertificateHash, IsHexadecimal, "64 hexadecimal digits, with or without colons", context);
        Hashes(validation, CertificateValidationContext.VerifyCertificateSpkiFieldNumber, validation.VerifyCertificateSpki, IsBase64, "44 characters of base64", context);
    }

    /// <summary>Whether a peer has to prove anything.</summary>
    public static bool IsVerified(CertificateValidationContext validation) =>
        validation.TrustedCa is not null || validation.VerifyCertificateHash.Count > 0 || validation.VerifyCertificateSpki.Count > 0;

    /// <summary>Reports names that would be looked for in a certificate that anybody may have made.</summary>
    public static void WithoutRoots(CertificateValidationContext validation, CheckContext context)
    {
        if (validation.MatchTypedSubjectAltNames.Count > 0 && !IsVerified(validation))
            context.Error(
                validation, CertificateValidationContext.MatchTypedSubjectAltNamesFieldNumber, "names in a certificate that is not verified prove nothing",
                "name the authority of the peers in trusted_ca");
        if (validation.AllowExpiredCertificate && validation.TrustedCa is null)
            context.Error(validation, CertificateValidationContext.AllowExpiredCertificateFieldNumber, "without trusted_ca no certificate's time is looked at", "remove it");
    }

    private static void Hashes(CertificateValidationContext validation, int field, RepeatedField<string> hashes, Func<string, bool> isSound, string form, CheckContext context)
    {
        foreach (var (index, hash) in hashes.Index())
            if (!isSound(hash)) context.Error(validation, field, index, "is no SHA-256", $"write {form}");
    }

    private static bool IsHexadecimal(string hash) => hash.Replace(":", "", StringComparison.Ordinal) is { Length: 2 * Sha256Length } digits && digits.All(char.IsAsciiHexDigit);

    private static bool IsBase64(string hash) =>
        hash.Length == 44 && Convert.TryFromBase64String(hash, stackalloc byte[Sha256Length + 1], out var length) && length == Sha256Length;
}

using System.Globalization;
using System.Security.Cryptography.X509Certificates;

namespace ActorMesh.DataPlane.Security;

/// <summary>Says why a chain of certificates was not believed.</summary>
internal static class ChainProblem
{
    private const X509ChainStatusFlags Unknown = X509ChainStatusFlags.UntrustedRoot | X509ChainStatusFlags.PartialChain;

    public static string Of(X509Certificate2 certificate, X509Chain? chain)
    {
        var status = (chain?.ChainStatus ?? []).Aggregate(X509ChainStatusFlags.NoError, (all, one) => all | one.Status);
        if ((status & X509ChainStatusFlags.NotSignatureValid) != X509ChainStatusFlags.NoError) return "a signature in its certificate's chain is wrong";
        if ((status & Unknown) != X509ChainStatusFlags.NoError)
            return certificate.SubjectName.RawData.AsSpan().SequenceEqual(certificate.IssuerName.RawData)
                ? "its certificate is self-signed"
                : $"its certificate was signed by '{certificate.Issuer}', whom nobody here trusts";
        if ((status & X509ChainStatusFlags.NotTimeValid) != X509ChainStatusFlags.NoError) return Time(certificate, chain!);
        if ((status & X509ChainStatusFlags.NotValidForUsage) != X509ChainStatusFlags.NoError) return "its certificate is not made for this use (extended key usage)";
        return $"its certificate's chain is not valid ({status})";
    }

    private static string Time(X509Certificate2 certificate, X509Chain chain)
    {
        var now = chain.ChainPolicy.VerificationTime.ToUniversalTime();
        var (from, until) = (certificate.NotBefore.ToUniversalTime(), certificate.NotAfter.ToUniversalTime());
        if (now < from) return $"its certificate is valid only from {Text(from)} on; are the clocks right?";
        return now > until ? $"its certificate ended at {Text(until)}" : "a certificate in its chain has ended, or has not begun";
    }

    private static string Text(DateTime time) => time.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}

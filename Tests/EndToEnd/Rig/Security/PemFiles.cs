using System.Security.Cryptography.X509Certificates;

namespace ActorMesh.Tests.EndToEnd.Rig.Security;

/// <summary>A certificate and its key, each in a file.</summary>
internal sealed record PemFiles(string Certificate, string Key)
{
    /// <summary>Writes them, or replaces those that are there, each in one step.</summary>
    public static PemFiles Write(TemporaryFolder folder, string name, X509Certificate2 certificate)
    {
        using var key = certificate.GetECDsaPrivateKey()!;
        return new(folder.Write($"{name}.pem", certificate.ExportCertificatePem()), folder.WriteSecret($"{name}.key", key.ExportPkcs8PrivateKeyPem()));
    }
}

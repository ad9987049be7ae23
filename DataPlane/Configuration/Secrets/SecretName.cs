using System.Security.Cryptography;
using System.Text;
using ActorMesh.Runtime.Contracts.Envoy.Core;
using ActorMesh.Runtime.Contracts.Envoy.TransportSecurity;

namespace ActorMesh.DataPlane.Configuration.Secrets;

/// <summary>What a secret is called in the <see cref="Security.SecretStore"/>: as it is delivered, or by where it stands. Pure.</summary>
internal static class SecretName
{
    /// <returns>Null: the context shows no certificate.</returns>
    public static string? OfIdentity(CommonTlsContext common) => common.TlsCertificates is [var certificate, ..] ? Of(certificate) : common.TlsCertificateSdsSecretConfigs.FirstOrDefault()?.Name;

    /// <returns>Null: the context names no roots.</returns>
    public static string? OfRoots(CommonTlsContext common) => DeliveredRoots(common) is { } delivered
        ? delivered.Name
        : common.ValidationContext?.TrustedCa is { } file ? OfRoots(file) : null;

    public static SdsSecretConfig? DeliveredRoots(CommonTlsContext common) =>
        common.ValidationContextSdsSecretConfig ?? common.CombinedValidationContext?.ValidationContextSdsSecretConfig;

    public static string Of(TlsCertificate certificate) => certificate.PrivateKey is { SpecifierCase: DataSource.SpecifierOneofCase.Filename } key
        ? $"{Of(certificate.CertificateChain)}|{key.Filename}"
        : Of(certificate.Pkcs12 ?? certificate.CertificateChain);

    public static string OfRoots(DataSource source) => $"roots:{Of(source)}";

    // Of what stands in the configuration itself, its certificate says which it is.
    private static string Of(DataSource? source) => source?.SpecifierCase switch
    {
        DataSource.SpecifierOneofCase.Filename => $"file:{source.Filename}",
        DataSource.SpecifierOneofCase.EnvironmentVariable => $"environment:{source.EnvironmentVariable}",
        DataSource.SpecifierOneofCase.InlineBytes => Hashed(source.InlineBytes.Span),
        DataSource.SpecifierOneofCase.InlineString => Hashed(Encoding.UTF8.GetBytes(source.InlineString)),
        _ => "none",
    };

    private static string Hashed(ReadOnlySpan<byte> bytes) => $"inline:{Convert.ToHexStringLower(SHA256.HashData(bytes))}";
}

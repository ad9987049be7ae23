using ActorMesh.Runtime.Contracts.Envoy.Core;
using ActorMesh.Runtime.Contracts.Envoy.TransportSecurity;

namespace ActorMesh.DataPlane.Configuration.Secrets;

/// <summary>A secret that this process reads by itself.</summary>
/// <param name="Name">In the <see cref="Security.SecretStore"/>.</param>
/// <param name="Resource">Which asks for it, such as <c>listener 'in'</c>.</param>
/// <param name="Path">Where in the resource, with a dot at its end; empty for the resource itself.</param>
/// <param name="Content">Says where each part is.</param>
public sealed record SecretSource(string Name, string Resource, string Path, Secret Content)
{
    /// <summary>Whether it can change while the configuration stays the same.</summary>
    public bool IsInFiles => Parts.Any(part => part?.SpecifierCase == DataSource.SpecifierOneofCase.Filename);

    /// <summary>Whether a part of it does not stand in the configuration itself.</summary>
    public bool IsElsewhere => IsInFiles || Parts.Any(part => part?.SpecifierCase == DataSource.SpecifierOneofCase.EnvironmentVariable);

    private DataSource?[] Parts => Content.TypeCase == Secret.TypeOneofCase.TlsCertificate
        ? [Content.TlsCertificate.CertificateChain, Content.TlsCertificate.PrivateKey, Content.TlsCertificate.Pkcs12, Content.TlsCertificate.Password]
        : [Content.ValidationContext?.TrustedCa];

    // It may hold a private key.
    public override string ToString() => $"{Resource}: {Path}{Name}";
}

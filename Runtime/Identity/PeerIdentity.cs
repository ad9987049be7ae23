using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ActorMesh.Runtime.Identity;

/// <summary>Who the other side of a connection proved to be. Made once per handshake, after its certificate was verified.</summary>
public sealed class PeerIdentity
{
    private readonly X509Certificate2 _certificate;

    /// <param name="certificate">The verified leaf; kept.</param>
    public PeerIdentity(X509Certificate2 certificate)
    {
        _certificate = certificate;
        var names = SubjectNames.Of(certificate);
        (Uris, DnsNames, Subject) = (names.Uris, names.DnsNames, SubjectText.Of(certificate.SubjectName));
        Principal = Uris.Count > 0 ? Uris[0] : DnsNames.Count > 0 ? DnsNames[0] : Subject;
    }

    /// <summary>URI names, such as a SPIFFE id, in the certificate's order.</summary>
    public IReadOnlyList<string> Uris { get; }

    public IReadOnlyList<string> DnsNames { get; }

    /// <summary>What policies call it: its first URI, else its first DNS name, else its subject (as Envoy's RBAC does).</summary>
    public string Principal { get; }

    /// <summary>See <see cref="SubjectText"/>.</summary>
    public string Subject { get; }

    /// <summary>What was sent with the certificate, from its issuer up.</summary>
    public IReadOnlyList<X509Certificate2> Intermediates { get; init; } = [];

    public X509Certificate2 Certificate => _certificate;

    /// <summary>SHA-256 of the certificate (DER), lower-case hex.</summary>
    public string Sha256 => field ??= Convert.ToHexStringLower(SHA256.HashData(_certificate.RawDataMemory.Span));
}

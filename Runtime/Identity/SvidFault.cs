namespace ActorMesh.Runtime.Identity;

/// <summary>Why a certificate is not believed.</summary>
public enum SvidFault
{
    /// <summary>It cannot be read, or an extension of it cannot.</summary>
    Damaged,
    TooLarge,
    NotVersion3,
    BadSerial,
    EmptyLife,
    WeakKey,
    WeakSignature,
    ExtensionTwice,
    UnknownCriticalExtension,
    NoUri,
    SeveralUris,
    NotSpiffeId,
    NoPath,
    NamesNotCritical,
    IsAuthority,
    NoKeyUsage,
    KeyUsageNotCritical,
    NoDigitalSignature,
    SignsCertificates,
    ExtendedUsage,

    /// <summary>Of a signing certificate: it names a workload.</summary>
    HasPath,

    /// <summary>Of a signing certificate: it is none.</summary>
    NotAuthority,

    /// <summary>Of a signing certificate: it may not sign others.</summary>
    CannotSign,

    ForeignTrustDomain,
    NoRoots,
    NotYetValid,
    Expired,
    ChainTooLong,
    ChainTooLarge,

    /// <summary>No chain leads to a root of its trust domain.</summary>
    Untrusted,
    BadSignature,
    IssuerNotInTime,

    /// <summary>Somebody in the chain may not sign what it signed.</summary>
    IssuerNotAllowed,

    /// <summary>All is well with it, and the mesh has said to believe its holder nowhere.</summary>
    Denied,
}

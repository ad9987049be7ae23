namespace ActorMesh.ControlPlane.Identity.Auditing;

/// <summary>What happened to an identity. It holds no secret.</summary>
/// <param name="What">One of the constants.</param>
/// <param name="Identity">Whom it is about; empty for nobody in particular.</param>
public sealed record AuditEvent(string What, string Identity)
{
    public const string Issued = "issued", Refused = "refused", TokenCreated = "token-created", TokenRevoked = "token-revoked", RootChanged = "root-changed", SecretRefused = "secret-refused",
        PeerDenied = "peer-denied", PeerAllowed = "peer-allowed";

    /// <summary>How who asked proved to be it: <c>token</c> or <c>certificate</c>.</summary>
    public string? By { get; init; }

    /// <summary>Where from.</summary>
    public string? Address { get; init; }

    public string? Serial { get; init; }

    /// <summary>The serial number of the certificate that whoever asked has shown: what is found by the one leads to those that were renewed from it.</summary>
    public string? Shown { get; init; }

    public DateTimeOffset? NotAfter { get; init; }

    public string? Issuer { get; init; }

    /// <summary>As people call it.</summary>
    public string? Token { get; init; }

    public string? Author { get; init; }

    /// <summary>Why it was refused, or what was done.</summary>
    public string? Reason { get; init; }

    /// <summary>How often, of lines that were left out; null for once.</summary>
    public long? Times { get; init; }
}

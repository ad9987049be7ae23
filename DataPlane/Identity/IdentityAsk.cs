namespace ActorMesh.DataPlane.Identity;

/// <summary>A question for a certificate.</summary>
/// <param name="Request">PKCS #10, DER.</param>
/// <param name="Token">By which it is asked for; null: by the identity that is held.</param>
internal sealed record IdentityAsk(byte[] Request, JoinToken? Token)
{
    /// <summary>The serial number of the certificate that the answer takes the place of; null for none.</summary>
    public string? Replaces { get; init; }
}

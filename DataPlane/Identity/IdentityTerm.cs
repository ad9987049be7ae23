namespace ActorMesh.DataPlane.Identity;

/// <summary>For how long an identity holds.</summary>
/// <param name="ReceivedAt">Its life is counted from then: the certificate itself is back-dated, for clocks that are late.</param>
/// <param name="RotateAt">0..1 of its life, after which it is renewed.</param>
public readonly record struct IdentityTerm(DateTimeOffset ReceivedAt, DateTimeOffset NotAfter, double RotateAt)
{
    public TimeSpan Life => NotAfter - ReceivedAt;
}

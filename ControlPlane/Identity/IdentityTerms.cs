namespace ActorMesh.ControlPlane.Identity;

/// <summary>What the mesh says of its certificates.</summary>
/// <param name="TrustDomain">Without <c>spiffe://</c>.</param>
/// <param name="LeafLife">Of a workload's certificate: 1 minute to 24 hours.</param>
/// <param name="RotateAt">Share of its life after which it is renewed.</param>
public sealed record IdentityTerms(string TrustDomain, TimeSpan LeafLife, double RotateAt, TimeSpan RootLife)
{
    /// <summary>Before there is a mesh.</summary>
    public static IdentityTerms Usual { get; } = new("mesh.local", TimeSpan.FromHours(4), 0.5, TimeSpan.FromDays(3650));
}

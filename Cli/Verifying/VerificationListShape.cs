namespace ActorMesh.Cli.Verifying;

/// <summary>What <c>verify -o json</c> prints.</summary>
internal sealed record VerificationListShape(string ApiVersion, string Kind, IReadOnlyList<VerificationShape> Meshes)
{
    public static VerificationListShape Of(IEnumerable<Verification> verifications) =>
        new("actormesh/v1", "Verifications", [.. verifications.Select(VerificationShape.Of)]);
}

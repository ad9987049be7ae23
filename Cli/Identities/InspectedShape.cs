namespace ActorMesh.Cli.Identities;

/// <summary>What <c>cert inspect</c> found in a file.</summary>
/// <param name="Trust">Whether the first one is believed by the roots that were given; null when none were.</param>
internal sealed record InspectedShape(string ApiVersion, string Kind, IReadOnlyList<InspectedCertificate> Certificates, string? Trust);

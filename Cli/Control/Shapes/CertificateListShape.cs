namespace ActorMesh.Cli.Control.Shapes;

/// <summary>What control nodes have signed since they started.</summary>
/// <param name="Notes">What is not shown, and why.</param>
internal sealed record CertificateListShape(string ApiVersion, string Kind, IReadOnlyList<string> Notes, IReadOnlyList<CertificateShape> Certificates);

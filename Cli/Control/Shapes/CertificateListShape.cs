namespace ActorMesh.Cli.Control.Shapes;

/// <summary>What one control node has signed since it started.</summary>
internal sealed record CertificateListShape(string ApiVersion, string Kind, string Node, IReadOnlyList<CertificateShape> Certificates);

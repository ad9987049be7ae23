namespace ActorMesh.ControlPlane.Identity;

/// <summary>What control nodes have signed.</summary>
/// <param name="Silent">Nodes of which something is missing, and why.</param>
public sealed record IssuedReport(IReadOnlyList<NodeCertificate> Certificates, IReadOnlyList<(string Node, string Problem)> Silent);

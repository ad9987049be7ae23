using ActorMesh.Runtime.Contracts.Cluster;

namespace ActorMesh.ControlPlane.Identity;

/// <summary>A certificate that a control node has signed.</summary>
/// <param name="Node">As host:port.</param>
/// <param name="RotateAt">Share of its life after which it is renewed.</param>
public sealed record NodeCertificate(string Node, IssuedCertificate Certificate, double RotateAt);

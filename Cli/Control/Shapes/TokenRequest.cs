namespace ActorMesh.Cli.Control.Shapes;

/// <summary>Asks for a token.</summary>
/// <param name="Service">Of the mesh: whom it lets in as. Null with <paramref name="Member"/>.</param>
/// <param name="Namespace">Null for the mesh's own.</param>
/// <param name="Member">Lets in a member of the cluster, which is trusted like a control node.</param>
/// <param name="Seconds">How long it lives; null for 10 minutes.</param>
internal sealed record TokenRequest(string? Service, bool? Member, long? Seconds, string? Author, string? Namespace = null);

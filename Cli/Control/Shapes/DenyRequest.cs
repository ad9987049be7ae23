namespace ActorMesh.Cli.Control.Shapes;

/// <summary>Asks that somebody be let in nowhere, or everywhere again.</summary>
/// <param name="Peer">A SPIFFE id, or a certificate's serial number.</param>
/// <param name="Reason">For people; of a denial.</param>
internal sealed record DenyRequest(string? Peer, string? Reason, string? Author);

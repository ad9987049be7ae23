using ActorMesh.Runtime.Contracts.Cluster;

namespace ActorMesh.Cli.Control.Shapes;

/// <summary>Somebody who is let in nowhere.</summary>
/// <param name="Peer">A SPIFFE id, or a certificate's serial number.</param>
internal sealed record DenialShape(string Peer, DateTimeOffset At, string Author, string Reason)
{
    public static DenialShape Of(Denial denial) => new(denial.Peer, denial.At.ToDateTimeOffset(), denial.Author, denial.Reason);
}

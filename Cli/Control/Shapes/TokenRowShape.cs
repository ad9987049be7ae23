using ActorMesh.ControlPlane.Authority;
using ActorMesh.Runtime.Contracts.Cluster;

namespace ActorMesh.Cli.Control.Shapes;

/// <summary>A token as it is remembered: nobody can make its text out of it.</summary>
/// <param name="State"><c>live</c>, <c>used</c> or <c>expired</c>.</param>
internal sealed record TokenRowShape(string Id, string Identity, string State, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt, DateTimeOffset? UsedAt, string Author)
{
    public static TokenRowShape Of(JoinToken token, DateTimeOffset now) => new(
        TokenLedger.IdOf(token),
        token.Identity,
        token.UsedAt is not null ? "used" : TokenLedger.IsLive(token, now) ? "live" : "expired",
        token.CreatedAt.ToDateTimeOffset(),
        token.ExpiresAt.ToDateTimeOffset(),
        token.UsedAt?.ToDateTimeOffset(),
        token.Author);
}

using ActorMesh.DataPlane.Routing.Authorization;
using ActorMesh.DataPlane.Routing.Exchange;
using ActorMesh.DataPlane.Security;
using Google.Protobuf;

namespace ActorMesh.DataPlane.Listening;

/// <summary>What is done with the connections of one kind: secured or not, then read as HTTP or passed on as bytes.</summary>
/// <param name="Match">Which connections those are.</param>
/// <param name="Tls">Null: they are plain.</param>
/// <param name="Entry">Of what <paramref name="Match"/> and <paramref name="Tls"/> were made: while it is the same, whoever was let in would be let in again.</param>
public sealed record ChainPlan(ChainMatch Match, ServerTls? Tls, ByteString Entry, HttpConfiguration? Http, TcpConfiguration? Tcp)
{
    /// <summary>Who may connect.</summary>
    public ConnectionGuards Guards { get; init; } = ConnectionGuards.None;
}

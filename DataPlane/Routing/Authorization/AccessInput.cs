using ActorMesh.DataPlane.Http;
using ActorMesh.DataPlane.Routing.Matching;

namespace ActorMesh.DataPlane.Routing.Authorization;

/// <summary>A request, or a connection before anything was read from it, as policies see it.</summary>
internal readonly ref struct AccessInput
{
    /// <param name="ignorePathParameters">As the table of routes does.</param>
    public AccessInput(RequestHead head, ExchangeFacts facts, bool ignorePathParameters)
    {
        Request = new MatchInput(head, facts, random: 0, ignorePathParameters);
        Connection = facts.Connection;
        Client = facts.ClientNumber;
    }

    public AccessInput(ConnectionFacts connection) => (Connection, Client) = (connection, connection.Remote);

    /// <summary>Only of a request.</summary>
    public MatchInput Request { get; }

    public ConnectionFacts Connection { get; }

    /// <summary>The client as trusted proxies noted it, else the other end of the connection.</summary>
    public UInt128 Client { get; }
}

using System.Net;
using Microsoft.AspNetCore.Connections;

namespace ActorMesh.ControlPlane.Xds;

/// <summary>Connections of those who have not proved who they are, or are denied: so many at a time, so many of one network, and none for long. Any thread.</summary>
/// <param name="timeMax">After which such a connection is cut.</param>
public sealed class Strangers(TimeProvider clock, TimeSpan timeMax)
{
    /// <summary>Connections at a time; those beyond are closed at once.</summary>
    public const int Max = 1_024, NetworkMax = 256;

    /// <summary>Handshakes at a time, in all and of one network; those beyond are closed at once, so that there is always room for connections that are known.</summary>
    public const int HandshakesMax = 4_096, NetworkHandshakesMax = 1_024;

    /// <summary>Requests on one connection at a time, and bytes of one.</summary>
    public const int RequestsMax = 4, BodyMax = 20 * 1024;

    /// <summary>Of a connection on which all that may be asked is answered within seconds.</summary>
    public static readonly TimeSpan TimeMax = TimeSpan.FromSeconds(30);

    private static readonly object HandshakeKey = new();

    private readonly NetworkPlaces _served = new(Max, NetworkMax), _handshakes = new(HandshakesMax, NetworkHandshakesMax);

    /// <summary>Stands where nobody on the port proves anything by a handshake.</summary>
    public ConnectionDelegate Admit(ConnectionDelegate next) => connection => Serve(connection, next);

    /// <summary>Stands before the handshake.</summary>
    internal ConnectionDelegate Begin(ConnectionDelegate next) => async connection =>
    {
        var network = NetworkOf(connection);
        if (!_handshakes.TryEnter(network)) return;
        connection.Items[HandshakeKey] = network;
        try
        {
            await next(connection);
        }
        finally
        {
            EndHandshake(connection);
        }
    };

    /// <summary>Stands behind the handshake.</summary>
    internal ConnectionDelegate Secured(ConnectionDelegate next, Func<ConnectionContext, bool> isKnown) => connection =>
    {
        EndHandshake(connection);
        return isKnown(connection) ? next(connection) : Serve(connection, next);
    };

    private async Task Serve(ConnectionContext connection, ConnectionDelegate next)
    {
        var network = NetworkOf(connection);
        if (!_served.TryEnter(network)) return;
        await using var ending = clock.CreateTimer(_ => connection.Abort(), null, timeMax, Timeout.InfiniteTimeSpan);
        try
        {
            await next(connection);
        }
        finally
        {
            _served.Leave(network);
        }
    }

    private void EndHandshake(ConnectionContext connection)
    {
        if (connection.Items.Remove(HandshakeKey, out var network)) _handshakes.Leave((IPAddress)network!);
    }

    private static IPAddress NetworkOf(ConnectionContext connection) => CallerNetwork.Of((connection.RemoteEndPoint as IPEndPoint)?.Address ?? IPAddress.None);
}

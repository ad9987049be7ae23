using Microsoft.AspNetCore.Connections;

namespace ActorMesh.ControlPlane.Xds;

/// <summary>Connections of those who have not proved who they are, or are denied: so many at a time, so many of one network, and none for long. Any thread.</summary>
public sealed class Strangers(TimeProvider clock)
{
    /// <summary>Connections at a time. Beyond that one that is silent gives way; when none is, the newest is closed at once.</summary>
    public const int AllMax = 1_024, NetworkMax = 256;

    /// <summary>Handshakes at a time, in all and of one network; those beyond are closed at once, so that there is always room for connections that are known.</summary>
    public const int HandshakesMax = 4_096, NetworkHandshakesMax = 1_024;

    /// <summary>Requests on one connection at a time, and bytes of one.</summary>
    public const int RequestsMax = 4, BodyMax = 20 * 1024;

    private static readonly object HandshakeKey = new();

    private readonly GuestPlaces _handshakes = new(HandshakesMax, NetworkHandshakesMax);
    private GuestPlaces _served = new(AllMax, NetworkMax);

    /// <summary>For a port on which all that a stranger may ask is answered within seconds.</summary>
    public static Strangers Usual(TimeProvider clock) => new(clock) { TimeMax = TimeSpan.FromSeconds(30), SilenceMax = TimeSpan.FromSeconds(5) };

    /// <summary>After which a connection is cut, whatever it does.</summary>
    public TimeSpan TimeMax { get; init; } = Timeout.InfiniteTimeSpan;

    /// <summary>After which a connection is cut that asks nothing.</summary>
    public TimeSpan SilenceMax { get; init; } = Timeout.InfiniteTimeSpan;

    /// <summary>Connections at a time, all of which may be of one network.</summary>
    public int Max
    {
        init => _served = new GuestPlaces(value, value);
    }

    /// <summary>Stands where nobody on the port proves anything by a handshake.</summary>
    public ConnectionDelegate Admit(ConnectionDelegate next) => connection => Serve(connection, next);

    /// <summary>Stands before the handshake.</summary>
    internal ConnectionDelegate Begin(ConnectionDelegate next) => async connection =>
    {
        using var guest = new Guest(connection, clock, Timeout.InfiniteTimeSpan);
        guest.Begin(); // To cut it for the next one would let nobody come to an end when all come at once.
        if (!_handshakes.TryEnter(guest)) return;
        connection.Items[HandshakeKey] = guest;
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
        using var guest = new Guest(connection, clock, SilenceMax);
        if (!_served.TryEnter(guest)) return;
        connection.Features.Set(guest);
        await using var ending = clock.CreateTimer(_ => connection.Abort(), null, TimeMax, Timeout.InfiniteTimeSpan);
        try
        {
            await next(connection);
        }
        finally
        {
            _served.Leave(guest);
        }
    }

    private void EndHandshake(ConnectionContext connection)
    {
        if (connection.Items.Remove(HandshakeKey, out var guest)) _handshakes.Leave((Guest)guest!);
    }
}

using System.Net;
using Microsoft.AspNetCore.Connections;

namespace ActorMesh.ControlPlane.Xds;

/// <summary>Connections of those who have not proved who they are: so many at a time, so many of one network, and none for long. Any thread.</summary>
/// <param name="timeMax">After which such a connection is cut.</param>
public sealed class Strangers(TimeProvider clock, TimeSpan timeMax)
{
    /// <summary>Connections at a time; those beyond are closed at once.</summary>
    public const int Max = 1_024, NetworkMax = 256;

    /// <summary>Handshakes at a time; those beyond are closed at once, so that there is always room for connections that are known.</summary>
    public const int HandshakesMax = 4_096;

    /// <summary>Requests on one connection at a time, and bytes of one.</summary>
    public const int RequestsMax = 4, BodyMax = 20 * 1024;

    /// <summary>Of a connection on which all that may be asked is answered within seconds.</summary>
    public static readonly TimeSpan TimeMax = TimeSpan.FromSeconds(30);

    private static readonly object HandshakeKey = new();

    private readonly Lock _gate = new();
    private readonly Dictionary<IPAddress, int> _byNetwork = [];
    private int _all, _handshakes;

    /// <summary>Connections now.</summary>
    public int Count => Volatile.Read(ref _all);

    /// <summary>Stands where nobody on the port proves anything by a handshake.</summary>
    public ConnectionDelegate Admit(ConnectionDelegate next) => connection => Serve(connection, next);

    /// <summary>Stands before the handshake.</summary>
    internal ConnectionDelegate Begin(ConnectionDelegate next) => async connection =>
    {
        connection.Items[HandshakeKey] = true;
        try
        {
            if (Interlocked.Increment(ref _handshakes) <= HandshakesMax) await next(connection);
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
        var network = CallerNetwork.Of((connection.RemoteEndPoint as IPEndPoint)?.Address ?? IPAddress.None);
        if (!TryEnter(network)) return;
        await using var ending = clock.CreateTimer(_ => connection.Abort(), null, timeMax, Timeout.InfiniteTimeSpan);
        try
        {
            await next(connection);
        }
        finally
        {
            Leave(network);
        }
    }

    internal bool TryEnter(IPAddress network)
    {
        lock (_gate)
        {
            var own = _byNetwork.GetValueOrDefault(network);
            if (_all >= Max || own >= NetworkMax) return false;
            _byNetwork[network] = own + 1;
            _all++;
            return true;
        }
    }

    internal void Leave(IPAddress network)
    {
        lock (_gate)
        {
            _all--;
            if (--_byNetwork[network] == 0) _byNetwork.Remove(network);
        }
    }

    private void EndHandshake(ConnectionContext connection)
    {
        if (connection.Items.Remove(HandshakeKey)) Interlocked.Decrement(ref _handshakes);
    }
}

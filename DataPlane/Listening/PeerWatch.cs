using ActorMesh.DataPlane.Bytes;
using ActorMesh.DataPlane.Bytes.Tls;
using ActorMesh.Runtime.Identity;
using ActorMesh.Runtime.Time;

namespace ActorMesh.DataPlane.Listening;

/// <summary>
/// Finds connections whose other side is believed no longer: its certificate has ended, or the mesh has denied it. One that carries requests is asked to
/// come again, as it is after an hour. Belongs to the listener's actor.
/// </summary>
internal sealed class PeerWatch(LiveConnections connections, TrafficContext context)
{
    private DenyList _judgedBy = DenyList.Empty;

    /// <summary>Whether either side of it is denied by now.</summary>
    public bool IsDenied(ClientConnection connection) => IsDenied(connection, context.Secrets.Workloads.Denied);

    /// <summary>Those that are to end now, whatever they do.</summary>
    public IEnumerable<ClientConnection> Over()
    {
        var (denied, now) = (context.Secrets.Workloads.Denied, context.Clock.Now);
        var isOther = !ReferenceEquals(denied, _judgedBy);
        _judgedBy = denied;
        var over = connections.OverAt(now, context.DrainLimit);
        return isOther ? over.Concat(connections.Now().Where(connection => IsDenied(connection, denied))) : over;
    }

    /// <summary>Those that are to end as soon as nothing is under way on them. Whoever is new among them is told.</summary>
    public IEnumerable<ClientConnection> Leaving()
    {
        foreach (var connection in connections.LeavingAt(context.Clock.Now))
            if (connection.IsDraining) yield return connection;
            else connection.Drain(); // Not at once: a request may be on its way.
    }

    private static bool IsDenied(ClientConnection connection, DenyList denied) => denied.Has(connection.Peer) || denied.Has((connection.Beyond as TlsConnection)?.Peer);
}

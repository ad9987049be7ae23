using ActorMesh.DataPlane.Bytes;
using ActorMesh.Runtime.Time;

namespace ActorMesh.DataPlane.Listening;

/// <summary>The client connections of one listener. They are added by its actor and end on any thread.</summary>
internal sealed class LiveConnections
{
    private readonly Lock _lock = new();
    private readonly Dictionary<ClientConnection, ListenerChain> _connections = [];

    public bool IsEmpty
    {
        get
        {
            lock (_lock) return _connections.Count == 0;
        }
    }

    public void Add(ClientConnection connection, ListenerChain chain)
    {
        lock (_lock) _connections.Add(connection, chain);
    }

    /// <summary>Null when it has ended.</summary>
    public ListenerChain? ChainOf(ClientConnection connection)
    {
        lock (_lock) return _connections.GetValueOrDefault(connection);
    }

    /// <summary>False when it had been removed before.</summary>
    public bool Remove(ClientConnection connection)
    {
        lock (_lock) return _connections.Remove(connection);
    }

    /// <summary>Those of this moment; what is done with one may remove it.</summary>
    public ClientConnection[] Now()
    {
        lock (_lock) return [.. _connections.Keys];
    }

    /// <summary>Those of one chain, of this moment.</summary>
    public ClientConnection[] Of(ListenerChain chain)
    {
        lock (_lock) return [.. _connections.Where(entry => ReferenceEquals(entry.Value, chain)).Select(entry => entry.Key)];
    }

    /// <summary>Those of which a side is believed no longer, of this moment.</summary>
    /// <param name="grace">What a request that is under way then has for its end.</param>
    public ClientConnection[] OverAt(Instant now, TimeSpan grace)
    {
        lock (_lock) return [.. _connections.Where(entry => now >= (entry.Value.Plan.Http is null ? entry.Key.Ends : entry.Key.Ends + grace)).Select(entry => entry.Key)];
    }

    /// <summary>Those that carry requests and are to make way for another, of this moment.</summary>
    public ClientConnection[] LeavingAt(Instant now)
    {
        lock (_lock) return [.. _connections.Where(entry => now >= entry.Key.LeavesAt && entry.Value.Plan.Http is not null).Select(entry => entry.Key)];
    }

    /// <summary>Those that have been silent for as long as their chain allows, of this moment.</summary>
    public ClientConnection[] SilentAt(Instant now)
    {
        lock (_lock) return [.. _connections.Where(entry => entry.Value.SilenceMax is { } limit && now.Ticks - entry.Key.IdleSince.Ticks >= limit.Ticks).Select(entry => entry.Key)];
    }
}

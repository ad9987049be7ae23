using ActorMesh.DataPlane.Bytes;

namespace ActorMesh.DataPlane.Listening;

/// <summary>The client connections of one listener. They are added by its actor and end on any thread.</summary>
internal sealed class LiveConnections
{
    private readonly Lock _lock = new();
    private readonly HashSet<ClientConnection> _connections = [];

    public bool IsEmpty
    {
        get
        {
            lock (_lock) return _connections.Count == 0;
        }
    }

    public void Add(ClientConnection connection)
    {
        lock (_lock) _connections.Add(connection);
    }

    /// <summary>False when it had been removed before.</summary>
    public bool Remove(ClientConnection connection)
    {
        lock (_lock) return _connections.Remove(connection);
    }

    /// <summary>Those of this moment; what is done with one may remove it.</summary>
    public ClientConnection[] Now()
    {
        lock (_lock) return [.. _connections];
    }
}

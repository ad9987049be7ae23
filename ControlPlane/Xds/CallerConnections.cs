using System.Collections.Concurrent;
using ActorMesh.Runtime.Identity;
using Microsoft.AspNetCore.Connections;

namespace ActorMesh.ControlPlane.Xds;

/// <summary>The connections of those who proved who they are, so that those of whoever is denied can be ended. Any thread.</summary>
internal sealed class CallerConnections
{
    private readonly ConcurrentDictionary<ConnectionContext, Caller> _open = new();

    public void Add(ConnectionContext connection, Caller caller)
    {
        _open[connection] = caller;
        connection.ConnectionClosed.Register(() => _open.TryRemove(connection, out _));
    }

    public void End(DenyList denied)
    {
        foreach (var (connection, caller) in _open)
            if (caller.Denied(denied) is { } problem) connection.Abort(new ConnectionAbortedException(problem.Message));
    }
}

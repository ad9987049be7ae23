using System.Net;
using Microsoft.AspNetCore.Connections;

namespace ActorMesh.ControlPlane.Xds;

/// <summary>A connection that has its place for as long as it asks for something: when it is silent for too long it is cut. A feature of its connection. Any thread.</summary>
public sealed class Guest : IDisposable
{
    private readonly Lock _gate = new();
    private readonly ConnectionContext _connection;
    private readonly TimeProvider _clock;
    private readonly TimeSpan _silenceMax;
    private readonly ITimer _silence;
    private int _asked;
    private long _since;

    internal Guest(ConnectionContext connection, TimeProvider clock, TimeSpan silenceMax)
    {
        (_connection, _clock, _silenceMax, _since) = (connection, clock, silenceMax, clock.GetTimestamp());
        Network = CallerNetwork.Of((connection.RemoteEndPoint as IPEndPoint)?.Address ?? IPAddress.None);
        _silence = clock.CreateTimer(_ => Cut(), null, silenceMax, Timeout.InfiniteTimeSpan);
    }

    internal IPAddress Network { get; }

    /// <summary>Since when it asks for nothing, as a time stamp; null while it does.</summary>
    internal long? SilentSince
    {
        get
        {
            lock (_gate) return _asked == 0 ? _since : null;
        }
    }

    /// <summary>A request of it is being answered.</summary>
    public void Begin()
    {
        lock (_gate)
        {
            if (_asked++ == 0) _silence.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }

    public void End()
    {
        lock (_gate)
        {
            if (--_asked > 0) return;
            _since = _clock.GetTimestamp();
            _silence.Change(_silenceMax, Timeout.InfiniteTimeSpan);
        }
    }

    public void Dispose() => _silence.Dispose();

    internal void Cut() => _connection.Abort(new ConnectionAbortedException("nothing was asked for on it for too long"));
}

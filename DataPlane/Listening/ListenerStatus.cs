using System.Net;
using ActorMesh.DataPlane.Bytes;
using ActorMesh.DataPlane.Routing.Authorization;
using ActorMesh.DataPlane.Routing.Exchange;

namespace ActorMesh.DataPlane.Listening;

/// <summary>A listener as the admin API shows it. Live: its numbers move.</summary>
public sealed class ListenerStatus(string name, IPEndPoint address)
{
    private long _accepted, _refused;
    private int _active, _parked;
    private volatile bool _isDraining;
    private volatile string _name = name;

    /// <summary>As in the configuration in force, which may rename a listener.</summary>
    public string Name
    {
        get => _name;
        internal set => _name = value;
    }

    /// <summary>The address really bound.</summary>
    public IPEndPoint Address => address;

    /// <summary>Whether it reads HTTP; else it passes bytes.</summary>
    public bool IsHttp { get; internal set; }

    /// <summary>Set for an HTTP listener: of its first chain, with the counters of all.</summary>
    public HttpService? Http => Services.Count > 0 ? Services[0] : null;

    /// <summary>One for each chain that reads HTTP in a way of its own.</summary>
    public IReadOnlyList<HttpService> Services { get; internal set; } = [];

    /// <summary>Set for a listener that looks at how connections begin.</summary>
    public TlsCounters? Tls { get; internal set; }

    /// <summary>Set for an L4 listener.</summary>
    public RelayCounters? Tcp { get; internal set; }

    /// <summary>What was decided about connections before anything was done for them.</summary>
    public IReadOnlyList<ConnectionGuards> Guards { get; internal set; } = [];

    /// <summary>What an L4 listener does at present.</summary>
    public TcpConfiguration? TcpConfiguration { get; internal set; }

    /// <summary>Nobody is let in any more, and every connection has been told: from now on each answer is its connection's last.</summary>
    public bool IsDraining
    {
        get => _isDraining;
        internal set => _isDraining = value;
    }

    /// <summary>Connections accepted since the start.</summary>
    public long Accepted => Volatile.Read(ref _accepted);

    /// <summary>Connections closed at once because there were too many.</summary>
    public long Refused => Volatile.Read(ref _refused);

    /// <summary>Connections open now.</summary>
    public int Active => Volatile.Read(ref _active);

    /// <summary>Connections that are silent and hold no stream; part of <see cref="Active"/>.</summary>
    public int ParkedNow => Volatile.Read(ref _parked);

    internal void Parked() => Interlocked.Increment(ref _parked);

    internal void Unparked() => Interlocked.Decrement(ref _parked);

    internal void Began()
    {
        Interlocked.Increment(ref _accepted);
        Interlocked.Increment(ref _active);
    }

    internal void Ended() => Interlocked.Decrement(ref _active);

    internal void WasRefused() => Interlocked.Increment(ref _refused);
}

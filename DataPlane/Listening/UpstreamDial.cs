using System.IO.Hashing;
using System.Net;
using System.Net.Sockets;
using ActorMesh.DataPlane.Bytes;
using ActorMesh.DataPlane.Clusters;
using ActorMesh.DataPlane.Clusters.Balancing;
using ActorMesh.DataPlane.Endpoints;
using ActorMesh.DataPlane.Resilience;
using ActorMesh.DataPlane.Resilience.Breaking;
using ActorMesh.Runtime.Time;

namespace ActorMesh.DataPlane.Listening;

/// <summary>
/// Finds an upstream for one L4 connection: picks an endpoint, connects, and tries another while attempts are left.
/// The client's bytes wait in its socket meanwhile.
/// </summary>
internal sealed class UpstreamDial
{
    private readonly TcpConfiguration _configuration;
    private readonly TrafficContext _context;
    private readonly RelayCounters _counters;
    private readonly FastRandom _draws;
    private readonly Action<UpstreamDial> _onDone;
    private readonly Alarm _alarm;
    private readonly List<EndpointCell> _tried = [];
    private UpstreamCluster? _cluster;
    private ClusterLimits? _limits;
    private SocketDial? _dial;
    private BreakerGate? _breaker;
    private BreakerPermit _permit;
    private Instant _begunAt;
    private int _isOver;

    public UpstreamDial(ClientConnection client, TcpConfiguration configuration, TrafficContext context, RelayCounters counters, FastRandom draws, Action<UpstreamDial> onDone)
    {
        Client = client;
        (_configuration, _context, _counters, _draws, _onDone) = (configuration, context, counters, draws, onDone);
        _alarm = new Alarm(context.Wheel, () => _dial?.Cancel());
    }

    public ClientConnection Client { get; }

    /// <summary>The connection that was made; null when none could be.</summary>
    public SocketConnection? Upstream { get; private set; }

    /// <summary>The endpoint that was reached. Counts this connection until <see cref="Release"/>.</summary>
    public EndpointCell? Endpoint { get; private set; }

    public void Start()
    {
        _cluster = _context.Clusters.Find(ChooseCluster());
        if (_cluster is null) NoEndpoint();
        else Attempt();
    }

    /// <summary>Nobody carries it on: both sides end.</summary>
    public void Discard()
    {
        Upstream?.Dispose();
        Release();
        Client.Abort();
    }

    /// <summary>The L4 connection has ended.</summary>
    public void Release()
    {
        if (Interlocked.Exchange(ref _isOver, 1) != 0) return;
        if (Endpoint is null) return;
        Endpoint.End();
        _limits!.RemoveConnection();
    }

    private string ChooseCluster()
    {
        var clusters = _configuration.Clusters;
        if (clusters.Count == 1) return clusters[0].Cluster;
        var draw = (long)_draws.Below((ulong)clusters.Sum(cluster => cluster.Weight));
        foreach (var (name, weight) in clusters)
            if ((draw -= weight) < 0) return name;
        return clusters[^1].Cluster;
    }

    private void Attempt()
    {
        _begunAt = _context.Clock.Now;
        _breaker = _cluster!.Breaker;
        if (_breaker?.TryEnter(out _permit) == false)
        {
            _onDone(this);
            return;
        }

        var context = new PickContext(_draws, _draws.Next()) { Hash = SourceHash(), Attempt = _tried.Count, Tried = _tried.ToArray() };
        var pick = _cluster.Pick(context);
        if (pick.InPanic) _cluster.Counters.PickedInPanic();
        if (!pick.IsPicked)
        {
            Report(AttemptEnd.Refused);
            _cluster.Counters.FoundNoneHealthy();
            NoEndpoint();
            return;
        }

        _limits = _cluster.Limits;
        if (!_limits.TryAddConnection())
        {
            Report(AttemptEnd.Refused);
            _cluster.Counters.Overflowed();
            _onDone(this);
            return;
        }

        Endpoint = pick.Endpoint;
        Endpoint.Begin();
        _cluster.Counters.Requested();
        _dial = SocketDriver.Current.Dial(Endpoint.Address, Endpoint.Pool!.Security, OnConnected, near: Client.Socket, _cluster.Settings.Pool.KeepAlive);
        _alarm.Set(_context.Clock.Now + _cluster.Settings.Pool.ConnectTimeout);
        if (_dial.Start()) OnConnected(_dial);
    }

    private void OnConnected(SocketDial dial)
    {
        _alarm.Remove();
        if (dial.Result != SocketError.Success)
        {
            OnFailed(dial.Result);
            return;
        }

        Report(AttemptEnd.Answered);
        Upstream = dial.Connection!;
        Upstream.ReadBytesMax = _cluster!.Settings.Pool.ReadBytesMax;
        Upstream.OnStreamEnded = OnStreamEnded;
        _onDone(this);
    }

    private void OnFailed(SocketError error)
    {
        Report(error == SocketError.OperationAborted ? AttemptEnd.ConnectTimedOut : AttemptEnd.ConnectFailed);
        if (error == SocketError.OperationAborted) _cluster!.Counters.ConnectTimedOut();
        else _cluster!.Counters.ConnectFailed();
        _tried.Add(Endpoint!);
        Endpoint!.End();
        Endpoint = null;
        _limits!.RemoveConnection();
        if (_tried.Count < _configuration.ConnectAttempts)
        {
            Attempt();
            return;
        }

        _counters.ConnectFailed();
        _onDone(this);
    }

    /// <summary>To a breaker and to ejection, an L4 connection that stands is a good answer: what its bytes say nobody knows.</summary>
    private void Report(AttemptEnd end)
    {
        var outcome = new AttemptOutcome(end, end == AttemptEnd.Answered ? 200 : 0, _context.Clock.Now - _begunAt);
        _breaker?.Report(_permit, outcome);
        Endpoint?.Report(outcome);
    }

    private void OnStreamEnded(bool isAborted)
    {
        if (isAborted) Upstream!.Abort();
        else Upstream!.Dispose();
        Release();
    }

    private void NoEndpoint()
    {
        _counters.FoundNoEndpoint();
        _onDone(this);
    }

    private ulong? SourceHash() =>
        _configuration.HashSourceAddress && Client.RemoteAddress is IPEndPoint remote ? XxHash64.HashToUInt64(remote.Address.GetAddressBytes()) : null;
}

using ActorMesh.DataPlane.Clusters;
using ActorMesh.DataPlane.Http;
using ActorMesh.DataPlane.Resilience.Limiting;
using ActorMesh.DataPlane.Routing.Retrying;
using ActorMesh.DataPlane.Routing.Tokens;
using ActorMesh.DataPlane.Telemetry;
using ActorMesh.Runtime.Time;

namespace ActorMesh.DataPlane.Routing.Exchange;

/// <summary>What the exchanges of one listener share. The configuration in it is replaced whole; each request reads it once.</summary>
public sealed class HttpService(
    string listener, HttpConfiguration configuration, ClusterDirectory clusters, FailureRing failures, TimeProvider clock, TimerWheel wheel)
{
    private volatile HttpConfiguration _current = configuration;
    private volatile string _listener = listener;

    /// <summary>The listener's name at present.</summary>
    public string Listener
    {
        get => _listener;
        internal set => _listener = value;
    }

    public HttpConfiguration Current
    {
        get => _current;
        internal set => _current = value;
    }

    public ServerCounters Counters { get; init; } = new();

    /// <summary>From a request's head to the end of its answer, as the client sees it.</summary>
    public LatencyHistogram RequestTimes { get; init; } = new();

    public ClusterDirectory Clusters => clusters;

    public FailureRing Failures => failures;

    public TimeProvider Clock => clock;

    /// <summary>Requests that this data plane gave up on. All its listeners share them.</summary>
    public GivenUpRequests GivenUp { get; init; } = new(clock);

    /// <summary>Tokens of limits of the whole mesh. All listeners of a data plane share them.</summary>
    public LeasedBuckets Leases { get; init; } = new(clock);

    /// <summary>Keys that tokens are signed by. All listeners of a data plane share them.</summary>
    public KeySets Keys { get; init; } = new();

    public HttpDate Date { get; } = new(clock);

    public TimerWheel Wheel => wheel;
}

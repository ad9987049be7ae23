using ActorMesh.DataPlane.Clusters;
using ActorMesh.DataPlane.Clusters.Balancing;
using ActorMesh.DataPlane.Endpoints;
using ActorMesh.DataPlane.Http;
using ActorMesh.DataPlane.Resilience.Breaking;
using ActorMesh.DataPlane.Resilience.Budgets;
using ActorMesh.DataPlane.Routing;
using ActorMesh.DataPlane.Routing.Exchange;
using ActorMesh.DataPlane.Telemetry;
using ActorMesh.Runtime.Time;
using ActorMesh.Tests.Fast.Kit;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ActorMesh.Tests.Fast.DataPlane.Routing.Exchange;

/// <summary>A listener's service with one cluster <c>c</c> of one endpoint, whose other end, as the time, is in the hand of a test.</summary>
internal sealed class ExchangeRig : IDisposable
{
    private readonly StageLab _lab;
    private readonly List<ExchangeClient> _clients = [];
    private readonly List<ScriptedUpstream> _others = [];
    private readonly TimerWheel _wheel;

    /// <param name="route">Further fields of the route's action.</param>
    /// <param name="health">Null for a cluster without endpoints.</param>
    public ExchangeRig(
        StageLab lab, string route = "", HttpConnectionSettings? connection = null, PoolSettings? pool = null,
        (int Connections, int Pending, int Requests)? limits = null, EndpointHealth? health = EndpointHealth.Healthy, bool refuses = false,
        RetryLimits? retries = null, BreakerSettings? breaker = null, string routeFields = "", RouteTableOptions? options = null)
    {
        _lab = lab;
        _wheel = new TimerWheel(Clock);
        Upstream = new ScriptedUpstream(lab, refuses);
        Cluster = new UpstreamCluster(Upstreams.Settings() with
        {
            Balancing = new BalancingSettings { HealthyPanicThreshold = 0 },
            Pool = pool ?? PoolSettings.Default,
            Retries = retries ?? new RetryLimits(),
            Thresholds = limits is { } most ? new ClusterThresholds(most.Connections, most.Pending, most.Requests) : new ClusterThresholds(),
        }, Clock);
        if (breaker is not null) Cluster.Breaker = new BreakerGate(breaker, Clock);
        Endpoint = Cluster.Endpoint(Upstream.Address, Clock, "upstream");
        Cluster.Show(health is { } known ? [new ClusterMember(Endpoint, known)] : []);
        var clusters = new ClusterDirectory();
        clusters.Publish([Cluster]);
        var table = RouteTables.TableOf(
            options,
            RouteTables.RouteWith("\"direct_response\":{\"status\":299}", """{"path":"/own"}"""),
            RouteTables.RouteWith("\"route\":{\"cluster\":\"lost\"}", """{"path":"/lost"}"""),
            RouteTables.RouteWith($$""" {{routeFields}}"route":{"cluster":"c"{{(route.Length > 0 ? "," : "")}}{{route}}} """, """{"path":"/"}"""));
        Service = new HttpService("front", new HttpConfiguration("front", ServerSettings.Default, connection ?? new(), table), clusters, Failures, Clock, _wheel);
    }

    public FakeTimeProvider Clock { get; } = new();

    public ScriptedUpstream Upstream { get; }

    public UpstreamCluster Cluster { get; }

    public EndpointCell Endpoint { get; }

    public HttpService Service { get; }

    public FailureRing Failures { get; } = new();

    /// <summary>The one failure that was written down.</summary>
    public FailedRequest Failure => Assert.Single(Failures.Latest(10));

    /// <summary>Another endpoint of the cluster, which is not picked before the first has been tried.</summary>
    public ScriptedUpstream AddUpstream(bool refuses = false)
    {
        var added = new ScriptedUpstream(_lab, refuses);
        _others.Add(added);
        var endpoint = Cluster.Endpoint(added.Address, Clock, "other");
        Others.Add(endpoint);
        Cluster.Show([new ClusterMember(Endpoint, EndpointHealth.Healthy) { Weight = 1_000_000 }, .. Others.Select(other => new ClusterMember(other, EndpointHealth.Healthy))]);
        return added;
    }

    /// <summary>Those that were added.</summary>
    public List<EndpointCell> Others { get; } = [];

    public ExchangeClient Client()
    {
        var client = new ExchangeClient(_lab, Service);
        _clients.Add(client);
        return client;
    }

    /// <summary>A client that has sent <c>GET /</c>, and the upstream that has got it.</summary>
    public (ExchangeClient Client, UpstreamPeer Peer) Asked()
    {
        var client = Client();
        client.Get();
        var peer = Upstream.Accept();
        peer.ReadTo();
        return (client, peer);
    }

    /// <summary>A client that was served once, and the upstream at the other end of the connection that was kept.</summary>
    public (ExchangeClient Client, UpstreamPeer Peer) Served()
    {
        var (client, peer) = Asked();
        peer.Send("HTTP/1.1 204 No Content\r\n\r\n");
        client.Gets("204.");
        return (client, peer);
    }

    /// <summary>Lets time pass.</summary>
    public void Pass(TimeSpan time)
    {
        Clock.Advance(time);
        _lab.Dispatcher.Settle();
    }

    /// <summary>Lets time pass to just before a limit.</summary>
    public void PassAlmost(TimeSpan time) => Pass(time - TimeSpan.FromMilliseconds(1));

    /// <summary>After <see cref="PassAlmost"/>: to where the limit must have told.</summary>
    public void PassTheRest() => Pass(TimerWheel.Tick + TimeSpan.FromMilliseconds(1));

    /// <summary>No request is counted anywhere, and no connections but those that wait for the next.</summary>
    /// <param name="idleConnections">Kept to the first endpoint.</param>
    /// <param name="others">Kept to all others.</param>
    public void AssertNothingIsHeld(int idleConnections = 0, int others = 0)
    {
        var limits = Cluster.Limits;
        // A connection is given back by whichever thread closes it.
        SpinWait.SpinUntil(
            () =>
            {
                _lab.Dispatcher.Settle();
                return (Endpoint.Active, limits.Requests, limits.Pending, limits.Connections) == (0, 0, 0, idleConnections + others);
            },
            SteppedDispatcher.Patience);
        Assert.Equal((0, 0, 0), (Endpoint.Active, limits.Requests, limits.Pending));
        Assert.Equal((idleConnections, idleConnections, idleConnections + others), (Endpoint.Pool.Idle, Endpoint.Pool.Total, limits.Connections));
        Assert.Equal((0, 0), (Cluster.Retries.Active, Others.Sum(other => other.Active)));
    }

    public void Dispose()
    {
        foreach (var client in _clients) client.Dispose();
        Endpoint.Pool.Drain();
        foreach (var other in Others) other.Pool.Drain();
        foreach (var other in _others) other.Dispose();
        Upstream.Dispose();
        _wheel.Dispose();
    }
}

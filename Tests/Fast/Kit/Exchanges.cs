using System.Net;
using ActorMesh.DataPlane.Clusters;
using ActorMesh.DataPlane.Http;
using ActorMesh.DataPlane.Routing;
using ActorMesh.DataPlane.Routing.Exchange;
using ActorMesh.DataPlane.Routing.Exchange.Attempts;
using ActorMesh.DataPlane.Telemetry;
using ActorMesh.Runtime.Time;

namespace ActorMesh.Tests.Fast.Kit;

/// <summary>What decides about requests, without sockets: the peer is 127.0.0.1:4321, the listener 127.0.0.1:8080.</summary>
internal static class Exchanges
{
    public static readonly IPEndPoint Peer = new(IPAddress.Loopback, 4321);
    private static readonly IPEndPoint Local = new(IPAddress.Loopback, 8080);
    private static readonly ManualClock Clock = new();

    /// <summary>A listener with these settings and routes.</summary>
    public static HttpService Service(HttpConnectionSettings settings, RouteTable table, params UpstreamCluster[] clusters)
    {
        var directory = new ClusterDirectory();
        directory.Publish(clusters);
        var configuration = new HttpConfiguration("test", ServerSettings.Default, settings, table);
        return new HttpService("test", configuration, directory, new FailureRing(), Clock, new TimerWheel(Clock));
    }

    public static ExchangePlan Plan(this HttpService service) => new(service, Peer, Local, seed: 1);

    /// <summary>Decides, and makes the head of the first attempt.</summary>
    public static Refusal? Send(this ExchangePlan plan, RequestHead head)
    {
        if (plan.Decide(head) is { } refusal) return refusal;
        if (plan.Forward is null) return null;
        var hold = new AttemptHold(Clock);
        if (plan.Open(hold, default) is { } other) return other;
        plan.PrepareAttempt(head, hold.Endpoint!, Timeout.InfiniteTimeSpan);
        return null;
    }

    /// <summary>A cluster of one healthy endpoint, 127.0.0.1:9000.</summary>
    public static UpstreamCluster Cluster(ClusterSettings? settings = null) =>
        Upstreams.Static(settings ?? Upstreams.Settings(), new IPEndPoint(IPAddress.Loopback, 9000), Clock);
}

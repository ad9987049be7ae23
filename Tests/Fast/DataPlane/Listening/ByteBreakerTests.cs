using System.Net;
using System.Net.Sockets;
using ActorMesh.DataPlane.Clusters;
using ActorMesh.DataPlane.Endpoints;
using ActorMesh.DataPlane.Resilience;
using ActorMesh.DataPlane.Resilience.Breaking;
using ActorMesh.DataPlane.Resilience.Ejection;
using ActorMesh.Tests.Fast.Kit;
using Xunit;
using static ActorMesh.Tests.Fast.Kit.Bootstraps;

namespace ActorMesh.Tests.Fast.DataPlane.Listening;

/// <summary>To a breaker, an L4 connection is an attempt that has ended once it stands.</summary>
public sealed class ByteBreakerTests : ActorTest
{
    [Fact]
    public async Task Connections_that_cannot_be_made_open_it_and_then_none_is_tried()
    {
        var (cluster, status) = Start(Nobody());
        for (var i = 0; i < 2; i++) Assert.Equal(0, await Ask(status));
        Assert.Equal((BreakerState.Open, 2), (cluster.Breaker!.View.State, cluster.Counters.Requests));

        Assert.Equal(0, await Ask(status));
        Assert.Equal((1, 2), (cluster.Breaker.Rejected, cluster.Counters.Requests));
        Assert.Equal(0, cluster.Limits.Connections);
    }

    [Fact]
    public async Task One_that_stands_is_a_success()
    {
        using var echo = new EchoUpstream();
        var (cluster, status) = Start(echo.Address);
        Assert.Equal(1, await Ask(status));
        Assert.Equal(new AttemptCount(0, 1), cluster.Breaker!.Window);
    }

    [Fact]
    public async Task Ejection_counts_connections_that_cannot_be_made_and_is_reassured_by_one_that_stands()
    {
        var (cluster, status) = Start(Nobody());
        var cell = cluster.View!.Members[0].Cell;
        cell.Outlier.Change(new OutlierSettings { Consecutive5xx = 2 });
        cell.Owner = TestActor;
        for (var i = 0; i < 2; i++) Assert.Equal(0, await Ask(status));
        Assert.Equal(OutlierEdges.ServerErrors, ExpectMsg<EndpointActor.Message.Edge>().Edges);
        Assert.Equal(2, cell.Errors);

        using var echo = new EchoUpstream();
        (cluster, status) = Start(echo.Address, "b");
        cell = cluster.View!.Members[0].Cell;
        cell.Outlier.Change(new OutlierSettings());
        cell.Report(new AttemptOutcome(AttemptEnd.ConnectFailed, 0, TimeSpan.Zero));
        Assert.Equal(1, await Ask(status));
        Assert.Equal(0, cell.Outlier.ServerErrors);
    }

    private (UpstreamCluster Cluster, ActorMesh.DataPlane.Listening.ListenerStatus Status) Start(IPEndPoint address, string listener = "a")
    {
        var cluster = Upstreams.Static(Upstreams.Settings("c"), address, Clock);
        cluster.Breaker = new BreakerGate(new BreakerSettings { RequestsMin = 2 }, Clock);
        Clusters.Publish([cluster]);
        var (_, status) = Listen(Plan(ByteListener(listener, "c"), Static("c", 1)));
        return (cluster, status);
    }

    /// <summary>An address where nothing listens.</summary>
    private static IPEndPoint Nobody()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return (IPEndPoint)socket.LocalEndPoint!;
    }

    /// <returns>How many bytes come back of one that is sent.</returns>
    private static async Task<int> Ask(ActorMesh.DataPlane.Listening.ListenerStatus listener)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(listener.Address);
            await socket.SendAsync(new byte[1]);
            return await socket.ReceiveAsync(new byte[1]).WaitAsync(TimeSpan.FromSeconds(30));
        }
        catch (SocketException)
        {
            return 0;
        }
    }
}

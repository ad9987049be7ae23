using ActorMesh.DataPlane.Endpoints;
using ActorMesh.DataPlane.Listening;
using ActorMesh.Tests.Fast.Kit;
using Akka.Actor;
using Xunit;
using static ActorMesh.Tests.Fast.Kit.Bootstraps;

namespace ActorMesh.Tests.Fast.DataPlane.Endpoints;

/// <summary>The actor of an endpoint to which a listener has sent requests.</summary>
public sealed class EndpointActorTests : ActorTest
{
    private readonly LoopbackUpstream _upstream = new();
    private ListenerStatus? _listener;

    [Fact]
    public async Task Connections_without_requests_are_closed_after_thirty_seconds_and_not_before()
    {
        var (actor, cell) = Start();
        await Get(cell);
        Assert.Equal(1, cell.Pool.Total);
        Advance(TimeSpan.FromSeconds(29));
        Settle(actor);
        Assert.Equal(1, cell.Pool.Idle);

        await Get(cell);
        Advance(TimeSpan.FromSeconds(29));
        Settle(actor);
        Assert.Equal(1, cell.Pool.Idle);
        Advance(TimeSpan.FromSeconds(1));
        Settle(actor);
        Assert.Equal((0, 0), (cell.Pool.Total, cell.Pool.Idle));
        Until(() => _upstream.Open == 0);
        Assert.Equal(1, _upstream.Accepted);
    }

    [Fact]
    public async Task An_endpoint_that_goes_closes_what_is_idle_at_once_and_lets_the_rest_finish()
    {
        var (actor, cell) = Start();
        await Get(cell);
        using var busy = await KeepAliveClient.Connect(_listener!.Address);
        _upstream.Hold();
        await busy.Send("/slow");
        Until(() => _upstream.Asked == 2);
        using var other = await KeepAliveClient.Connect(_listener.Address);
        await other.Send("/other");
        Until(() => _upstream.Asked == 3);
        Assert.Equal((2, 0), (cell.Pool.Total, cell.Pool.Idle));

        Watch(actor);
        Sys.Stop(actor);
        ExpectTerminated(actor);
        Assert.Equal(2, cell.Pool.Total);
        _upstream.GoOn();
        Assert.Equal("200 /slow", await busy.Answer());
        Assert.Equal("200 /other", await other.Answer());
        Until(() => _upstream.Open == 0 && cell.Pool.Total == 0);
    }

    [Fact]
    public async Task Connections_that_are_idle_end_with_the_endpoint()
    {
        var (actor, cell) = Start();
        await Get(cell);
        Watch(actor);
        Sys.Stop(actor);
        ExpectTerminated(actor);
        Assert.Equal(0, cell.Pool.Total);
        Until(() => _upstream.Open == 0);
    }

    private (IActorRef Actor, EndpointCell Cell) Start()
    {
        var cluster = Upstreams.Static(Upstreams.Settings(), _upstream.Address, Clock);
        Clusters.Publish([cluster]);
        (_, _listener) = Listen(Plan(Listener("a", GoesTo("c")), Static("c", 1)));
        var cell = cluster.View!.Members[0].Cell;
        return (Sys.ActorOf(EndpointActor.Props(cell)), cell);
    }

    /// <summary>Sends a request; its connection is in the pool afterwards.</summary>
    private async Task Get(EndpointCell cell)
    {
        using var client = await KeepAliveClient.Connect(_listener!.Address);
        Assert.Equal("200 /", await client.Get());
        Until(() => cell.Pool.Idle == 1);
    }

    protected override void AfterAll()
    {
        base.AfterAll();
        _upstream.Dispose();
    }
}

using ActorMesh.ControlPlane;
using ActorMesh.ControlPlane.Fleet;
using ActorMesh.ControlPlane.Registry;
using ActorMesh.ControlPlane.Resources;
using ActorMesh.Runtime.Contracts;
using ActorMesh.Runtime.Contracts.Cluster;
using ActorMesh.Tests.Fast.Kit;
using Akka.Actor;
using Akka.TestKit;
using Xunit;

namespace ActorMesh.Tests.Fast.ControlPlane.Fleet;

public sealed class FleetActorTests : ActorTest
{
    private readonly TestProbe _registry;
    private readonly FleetBoard _board = new();
    private readonly IActorRef _fleet;

    public FleetActorTests()
    {
        _registry = CreateTestProbe();
        _fleet = Sys.ActorOf(FleetActor.Props(new FleetSettings("n:1", _registry, CreateTestProbe(), _board, Clock)
        {
            Refused = () => new Dictionary<ProxyKey, string> { [new("lost", "lost-1")] = "the mesh has no service 'lost'" },
        }));
    }

    [Fact]
    public void It_tells_all_about_a_proxy()
    {
        var stream = CreateTestProbe();
        var registration = new Registration("orders", "orders-1", "127.0.0.1", 8081, "a", 3, new Dictionary<string, string> { ["version"] = "v2" });
        var types = new Dictionary<string, TypeState>(StringComparer.Ordinal) { [ResourceTypes.Cluster] = new(7, 6, new TypeRefusal(7, "no"), Clock.GetUtcNow()) };
        _fleet.Tell(new FleetMessage.Seen(new ProxyState(new ProxyIdentity("orders-1", "orders"), "actormesh/0.3.0", Clock.GetUtcNow(), registration, types)), stream);
        _registry.ExpectMsg<RegistryActor.Message.Seen>();
        _fleet.Tell(new FleetMessage.Gone(new("orders", "orders-1")), stream);
        _registry.ExpectMsg<RegistryActor.Message.Gone>();

        var proxy = Assert.Single(Ask(new FleetQuery()).Proxies);
        Assert.Equal(("orders-1", "orders", "actormesh/0.3.0", FleetProxy.Types.State.Lost), (proxy.Id, proxy.Service, proxy.Agent, proxy.State));
        Assert.Equal(Clock.GetUtcNow(), proxy.LostAt.ToDateTimeOffset());
        Assert.Equal(("127.0.0.1", 8081, "a", 3, "v2"), (proxy.Registration.Address, proxy.Registration.Port, proxy.Registration.Zone, proxy.Registration.Weight, proxy.Registration.Labels["version"]));
        var type = Assert.Single(proxy.Types_);
        Assert.Equal((7, 6, "no"), (type.Sent, type.Acknowledged, type.Refusal));
        Assert.Equal((0, 1), (_board.Current.Connected, _board.Current.Lost));
    }

    [Fact]
    public void The_end_of_an_old_stream_does_not_reach_the_registry()
    {
        See("p", CreateTestProbe());
        var second = CreateTestProbe();
        See("p", second);
        _fleet.Tell(new FleetMessage.Gone(new("s", "p")), CreateTestProbe());
        _fleet.Tell(new FleetMessage.Gone(new("s", "p")), second);
        _registry.ExpectMsg<RegistryActor.Message.Seen>();
        _registry.ExpectMsg<RegistryActor.Message.Seen>();
        _registry.ExpectMsg<RegistryActor.Message.Gone>();
        Settle(_fleet);
        _registry.ExpectNoMsg(TimeSpan.Zero);
    }

    [Fact]
    public async Task All_nodes_are_asked_and_who_does_not_answer_is_named()
    {
        for (var i = 0; i < 450; i++) See($"p{i:000}", _registry);
        var silent = CreateTestProbe();
        var report = await FleetGathering.Ask(
            [("n:1", _fleet), ("n:2", silent.Ref), ("n:3", null)], "", TimeSpan.FromSeconds(1), TimeProvider.System);
        Assert.Equal(450, report.Proxies.Count);
        Assert.Equal(["n:2", "n:3"], report.Silent.Select(node => node.Node));
        Assert.Contains("did not answer within 1 s", report.Nodes[1].Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void It_tells_why_a_proxy_gets_nothing_and_why_it_is_no_endpoint()
    {
        var types = new Dictionary<string, TypeState>(StringComparer.Ordinal) { [ResourceTypes.Cluster] = new(7, 6, new TypeRefusal(5, "no"), Clock.GetUtcNow()) };
        _fleet.Tell(new FleetMessage.Seen(new ProxyState(new ProxyIdentity("lost-1", "lost"), "test/1", Clock.GetUtcNow(), null, types) { Problem = "the mesh has no service lost" }));
        var proxy = Assert.Single(Ask(new FleetQuery()).Proxies);
        Assert.Equal(("the mesh has no service lost", "the mesh has no service 'lost'", 6), (proxy.Problem, proxy.RegistrationProblem, proxy.Running));
        Assert.Equal(5, Assert.Single(proxy.Types_).Refused);
    }

    [Fact]
    public async Task Pages_of_heavy_proxies_are_shorter()
    {
        var labels = Enumerable.Range(0, 15).ToDictionary(i => $"label-{i}", _ => new string('x', 200), StringComparer.Ordinal);
        for (var i = 0; i < 200; i++)
        {
            var registration = new Registration("s", $"p{i:000}", "10.0.0.1", 80, null, 1, labels);
            _fleet.Tell(new FleetMessage.Seen(
                new ProxyState(new ProxyIdentity($"p{i:000}", "s"), "test/1", Clock.GetUtcNow(), registration, new Dictionary<string, TypeState>())), _registry);
        }
        var page = Ask(new FleetQuery());
        Assert.True(page.HasMore);
        Assert.InRange(page.CalculateSize(), FramePieces.BytesMax / 2, FramePieces.BytesMax + 1024);
        var report = await FleetGathering.Ask([("n:1", _fleet)], "", TimeSpan.FromSeconds(10), TimeProvider.System);
        Assert.Equal(200, report.Proxies.Count);
    }

    [Fact]
    public void A_proxy_that_went_to_another_node_is_where_it_is_connected()
    {
        var lost = new FleetProxy { Id = "p", State = FleetProxy.Types.State.Lost };
        var connected = new FleetProxy { Id = "p", State = FleetProxy.Types.State.Connected };
        var other = new FleetProxy { Id = "p", Service = "other", State = FleetProxy.Types.State.Connected };
        var report = new FleetReport([new NodeFleet("a", [lost, other], null), new NodeFleet("b", [connected], null)]);
        Assert.Equal([("b", connected), ("a", other)], report.Proxies);
    }

    private void See(string id, IActorRef stream) => _fleet.Tell(
        new FleetMessage.Seen(new ProxyState(new ProxyIdentity(id, "s"), "test/1", Clock.GetUtcNow(), null, new Dictionary<string, TypeState>())), stream);

    private FleetPage Ask(FleetQuery query)
    {
        var asker = CreateTestProbe();
        _fleet.Tell(query, asker);
        return asker.ExpectMsg<FleetPage>();
    }
}

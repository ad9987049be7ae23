using ActorMesh.ControlPlane.Fleet;
using ActorMesh.ControlPlane.Resources;
using ActorMesh.ControlPlane.Rollouts;
using ActorMesh.Runtime.Contracts.Cluster;
using ActorMesh.Tests.Fast.ControlPlane.Distribution;
using ActorMesh.Tests.Fast.Kit;
using Akka.Actor;
using Akka.TestKit;
using Google.Protobuf.WellKnownTypes;
using Xunit;

namespace ActorMesh.Tests.Fast.ControlPlane.Rollouts;

/// <summary>The leader's actor with those of two control nodes.</summary>
public sealed class RolloutActorTests : ActorTest
{
    private readonly TestProbe _authority;
    private readonly IActorRef _topics;
    private readonly FleetBoard[] _boards = [new(), new()];
    private readonly IActorRef[] _fleets;
    private readonly IActorRef _rollouts;

    public RolloutActorTests()
    {
        _authority = CreateTestProbe();
        _topics = Sys.ActorOf(Props.Create(() => new LocalTopics()));
        _fleets = [.. _boards.Select((board, i) => Sys.ActorOf(FleetActor.Props(new FleetSettings($"n:{i}", ActorRefs.Nobody, _topics, board, Clock))))];
        foreach (var fleet in _fleets) Settle(fleet);
        _rollouts = Sys.ActorOf(RolloutActor.Props(_authority, _topics, Clock));
    }

    [Fact]
    public void All_nodes_hear_who_runs_what()
    {
        See(0, "web-1", running: 3);
        See(1, "web-2", running: 3);
        See(1, "orders-1", running: 2);
        _rollouts.Tell(Publications.Of(2, 5, 3));
        UntilReported(report => report.Running.Select(running => (running.Version, running.Proxies)).SequenceEqual([(3, 2), (2, 1)]));
        Assert.Equal(["orders-1"], _boards[1].Current.Report!.Spread.WaitingFor);
        See(1, "orders-1", running: 3);
        UntilReported(report => report.Spread is { Acknowledged: 3, Waiting: 0 });
    }

    [Fact]
    public void A_refusal_takes_the_canary_back()
    {
        See(0, "web-1", running: 3);
        _rollouts.Tell(Publications.Of(2, 5, 3, Publications.Shop).WithCanary(4, 100, Publications.Shop));
        UntilReported(report => report.Running.Count == 1);
        See(0, "web-1", running: 3, refused: 4);
        Passing(TimeSpan.FromMilliseconds(300));
        var end = _authority.ExpectMsg<EndRollout>();
        Assert.Equal((4, false, 0), (end.Version, end.IsSuccess, end.WidenToPercent));
        Assert.Contains("port is taken", end.Reason, StringComparison.Ordinal);
        UntilReported(report => report.Refusals is [{ Proxy: "web-1", Reason: "port is taken" }]);
    }

    [Fact]
    public void A_proxy_of_no_service_of_the_mesh_stops_no_canary_and_is_told_of()
    {
        See(0, "web-1", running: 4);
        _fleets[1].Tell(new FleetMessage.Seen(
            new ProxyState(new ProxyIdentity("old-1", "old"), "test/1", Clock.GetUtcNow(), null, new Dictionary<string, TypeState>()) { Problem = "the mesh has no service old" }));
        Settle(_fleets[1]);
        var mesh = Publications.Of(2, 5, 3, Publications.Shop).WithCanary(4, 100, Publications.Shop);
        mesh.CanaryBake = Duration.FromTimeSpan(TimeSpan.FromSeconds(20));
        _rollouts.Tell(mesh);
        UntilReported(report => report.Spread is { Acknowledged: 1, Waiting: 0, Unserved: 1 });
        Passing(TimeSpan.FromSeconds(21));
        Assert.True(_authority.ExpectMsg<EndRollout>().IsSuccess);
    }

    [Fact]
    public void A_scale_down_takes_no_canary_back()
    {
        See(0, "web-1", running: 4);
        See(0, "web-2", running: 4);
        var mesh = Publications.Of(2, 5, 3, Publications.Shop).WithCanary(4, 100, Publications.Shop);
        mesh.CanaryBake = Duration.FromTimeSpan(TimeSpan.FromSeconds(30));
        _rollouts.Tell(mesh);
        UntilReported(report => report.Running.Count == 1);
        _fleets[0].Tell(new FleetMessage.Gone(new("web", "web-2")) { IsInOrder = true });
        Passing(TimeSpan.FromSeconds(31));
        Assert.True(_authority.ExpectMsg<EndRollout>().IsSuccess);
    }

    [Fact]
    public void A_canary_that_does_well_goes_to_all_and_ends()
    {
        See(0, "web-1", running: 4);
        var mesh = Publications.Of(2, 5, 3, Publications.Shop).WithCanary(4, 100, Publications.Shop);
        mesh.CanaryBake = Duration.FromTimeSpan(TimeSpan.FromSeconds(20));
        _rollouts.Tell(mesh);
        Passing(TimeSpan.FromSeconds(19));
        _authority.ExpectNoMsg(TimeSpan.Zero);
        Passing(TimeSpan.FromSeconds(2));
        var end = _authority.ExpectMsg<EndRollout>();
        Assert.Equal((4, true, 0), (end.Version, end.IsSuccess, end.WidenToPercent));
    }

    [Fact]
    public void Errors_that_sidecars_report_take_it_back()
    {
        See(0, "web-1", running: 4);
        var mesh = Publications.Of(2, 5, 3, Publications.Shop).WithCanary(4, 100, Publications.Shop);
        mesh.CanaryBake = Duration.FromTimeSpan(TimeSpan.FromMinutes(5));
        _rollouts.Tell(mesh);
        UntilReported(report => report.Running.Count == 1);
        for (var i = 0; i < 3; i++)
        {
            // By another node than the one that it gets its configuration from.
            _fleets[1].Tell(new FleetMessage.Counted(new("web", "web-1"), 100, 10));
            Settle(_fleets[1]);
            Passing(TimeSpan.FromMilliseconds(300));
        }
        Passing(TimeSpan.FromSeconds(1));
        Assert.Contains("10.0", _authority.ExpectMsg<EndRollout>().Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_replaced_leader_is_not_listened_to()
    {
        _rollouts.Tell(Publications.Of(2, 5, 3));
        UntilReported(report => report.Epoch == 2);
        var stale = CreateTestProbe();
        _fleets[0].Tell(new RolloutAnnouncement { Epoch = 1, Report = new RolloutReport { Epoch = 1 } }, stale);
        Settle(_fleets[0]);
        Assert.Equal(2, _boards[0].Current.Report!.Epoch);
        stale.ExpectNoMsg(TimeSpan.Zero);
    }

    private void See(int node, string proxy, long running, long refused = 0)
    {
        var state = refused == 0 ? new TypeState(running, running, null, Clock.GetUtcNow()) : new TypeState(refused, running, new TypeRefusal(refused, "port is taken"), Clock.GetUtcNow());
        var types = new Dictionary<string, TypeState>(StringComparer.Ordinal) { [ResourceTypes.Cluster] = state };
        _fleets[node].Tell(new FleetMessage.Seen(new ProxyState(new ProxyIdentity(proxy, proxy[..^2]), "test/1", Clock.GetUtcNow(), null, types)));
        Settle(_fleets[node]);
    }

    private void UntilReported(Func<RolloutReport, bool> holds) => Until(() =>
    {
        if (_boards.All(board => board.Current.Report is { } report && holds(report))) return true;
        Passing(TimeSpan.FromMilliseconds(100));
        return false;
    });

    private void Passing(TimeSpan span)
    {
        var step = TimeSpan.FromMilliseconds(100);
        for (var left = span; left > TimeSpan.Zero; left -= step)
        {
            Advance(step);
            foreach (var fleet in _fleets) Settle(fleet);
            Settle(_topics);
            Settle(_rollouts);
        }
    }
}

using ActorMesh.ControlPlane.Distribution;
using ActorMesh.ControlPlane.Distribution.Joined;
using ActorMesh.ControlPlane.Fleet;
using ActorMesh.Runtime.Contracts;
using ActorMesh.Runtime.Contracts.Cluster;
using ActorMesh.Tests.Fast.Kit;
using Akka.Actor;
using Akka.Cluster.Tools.PublishSubscribe;
using Akka.TestKit;
using Xunit;

namespace ActorMesh.Tests.Fast.ControlPlane.Distribution;

public sealed class JoinedWorkloadsActorTests : ActorTest
{
    private readonly TestProbe _fleet;
    private readonly TestProbe _mediator;
    private readonly TestProbe _sidecar;
    private readonly IActorRef _joined;

    public JoinedWorkloadsActorTests()
    {
        (_fleet, _mediator, _sidecar) = (CreateTestProbe(), CreateTestProbe(), CreateTestProbe());
        _joined = Sys.ActorOf(JoinedWorkloadsActor.Props(new PublisherSettings(_mediator, _fleet, Clock)));
        _mediator.ExpectMsg<Subscribe>();
    }

    [Fact]
    public void A_heartbeat_is_answered_with_what_the_workload_runs()
    {
        _joined.Tell(Publications.Of(2, 5, 3, Publications.Shop));
        var state = Beat(new WorkloadHeartbeat { Proxy = "web-1", Service = "web" });
        Assert.Equal((2, 5, 3, ""), (state.Epoch, state.Sequence, state.MeshVersion, state.Problem));
        var bootstrap = PackedBootstrap.Unpack(state);
        Assert.Equal("web", bootstrap.Node.Cluster);
        Assert.Contains(bootstrap.StaticResources.Clusters, cluster => cluster.Name.Contains("orders", StringComparison.Ordinal));

        var again = Beat(new WorkloadHeartbeat { Proxy = "web-1", Service = "web", Epoch = 2, Sequence = 5, MeshVersion = 3, Hash = state.Hash });
        Assert.True(again.Packed.IsEmpty);
        Assert.Equal(state.Hash, again.Hash);
    }

    [Fact]
    public void Who_is_denied_is_told_to_all_and_with_each_answer_whatever_else_is_the_same()
    {
        var mesh = Publications.Of(2, 5, 3, Publications.Shop);
        _joined.Tell(mesh);
        var hash = Beat(new WorkloadHeartbeat { Proxy = "web-1", Service = "web" }).Hash;
        mesh = mesh.Clone();
        mesh.Sequence = 6;
        mesh.Denied.Add("4abc");
        _joined.Tell(mesh);
        Assert.Equal(["4abc"], ((WorkloadState)_mediator.ExpectMsg<Publish>().Message).Denied);
        var again = Beat(new WorkloadHeartbeat { Proxy = "web-1", Service = "web", Hash = hash });
        Assert.Equal(["4abc"], again.Denied);
        Assert.True(again.Packed.IsEmpty);
        Assert.Equal(["4abc"], Beat(new WorkloadHeartbeat { Proxy = "x", Service = "order" }).Denied);
    }

    [Fact]
    public void The_fleet_hears_what_it_runs_and_what_it_refused()
    {
        _joined.Tell(Publications.Of(2, 5, 3, Publications.Shop));
        Beat(new WorkloadHeartbeat
        {
            Proxy = "web-1",
            Service = "web",
            MeshVersion = 2,
            Refusal = new WorkloadHeartbeat.Types.Refusal { MeshVersion = 3, Reason = "port is taken" },
            Registration = new FleetRegistration { Address = "127.0.0.1", Port = 8081, Weight = 1 },
        });
        var seen = _fleet.ExpectMsg<FleetMessage.Seen>().State;
        Assert.Equal(new ProxyProgress(2, 3, "port is taken", Clock.GetUtcNow()), ProxyProgress.Of(seen, Clock.GetUtcNow()));
        Assert.Equal(8081, seen.Registration!.Port);
    }

    [Fact]
    public void A_change_is_told_to_all_of_the_service()
    {
        _joined.Tell(Publications.Of(2, 5, 3, Publications.Shop));
        Beat(new WorkloadHeartbeat { Proxy = "web-1", Service = "web" });
        _joined.Tell(Publications.Of(2, 6, 4, Publications.Shop.Replace("8082", "8083", StringComparison.Ordinal)));
        var told = _mediator.ExpectMsg<Publish>();
        Assert.Equal("workload/web", told.Topic);
        Assert.Equal("web", PackedBootstrap.Unpack((WorkloadState)told.Message).Node.Cluster);
    }

    [Fact]
    public void During_a_canary_each_is_told_what_it_runs_itself()
    {
        var mesh = Publications.Of(2, 5, 3, Publications.Shop).WithCanary(4, 50, Publications.Shop.Replace("8082", "8083", StringComparison.Ordinal));
        _joined.Tell(mesh);
        var versions = Enumerable.Range(0, 20).Select(i => Beat(new WorkloadHeartbeat { Proxy = $"web-{i}", Service = "web" }).MeshVersion).ToList();
        Assert.Contains(3, versions);
        Assert.Contains(4, versions);
        mesh.Sequence = 6;
        _joined.Tell(mesh);
        Assert.True(((WorkloadState)_mediator.ExpectMsg<Publish>().Message).Packed.IsEmpty);
    }

    [Fact]
    public void A_service_that_the_mesh_does_not_have_is_said()
    {
        _joined.Tell(Publications.Of(2, 5, 3, Publications.Shop));
        var state = Beat(new WorkloadHeartbeat { Proxy = "x", Service = "order" });
        Assert.True(state.Packed.IsEmpty);
        Assert.Contains("no service 'order'", state.Problem, StringComparison.Ordinal);
        Assert.Contains("orders", state.Problem, StringComparison.Ordinal);
        _fleet.ExpectMsg<FleetMessage.Seen>();
        Beat(new WorkloadHeartbeat { Proxy = "x", Service = "order", MeshVersion = 2 });
        Assert.Equal(state.Problem, _fleet.ExpectMsg<FleetMessage.Seen>().State.Problem);
    }

    [Fact]
    public void Who_falls_silent_and_who_leaves_is_gone()
    {
        _joined.Tell(Publications.Of(2, 5, 3, Publications.Shop));
        Beat(new WorkloadHeartbeat { Proxy = "web-1", Service = "web" });
        Beat(new WorkloadHeartbeat { Proxy = "web-2", Service = "web" });
        _joined.Tell(new WorkloadHeartbeat { Proxy = "web-2", Service = "web", IsLeaving = true });
        _fleet.FishForMessage(message => message is FleetMessage.Gone { Proxy.Id: "web-2" });
        Advance(WorkloadTopics.SilenceMax + TimeSpan.FromSeconds(2));
        _fleet.FishForMessage(message => message is FleetMessage.Gone { Proxy.Id: "web-1" });
    }

    private WorkloadState Beat(WorkloadHeartbeat heartbeat)
    {
        _joined.Tell(heartbeat, _sidecar);
        return _sidecar.ExpectMsg<WorkloadState>();
    }
}

using ActorMesh.ControlPlane;
using ActorMesh.ControlPlane.Fleet;
using ActorMesh.ControlPlane.Resources;
using ActorMesh.ControlPlane.Xds;
using ActorMesh.Runtime.Contracts.Envoy.Core;
using ActorMesh.Runtime.Contracts.Envoy.Discovery;
using ActorMesh.Runtime.Identity;
using ActorMesh.Tests.Fast.Kit;
using Akka.Actor;
using Grpc.Core;
using Xunit;

namespace ActorMesh.Tests.Fast.ControlPlane.Xds;

public sealed class XdsServerActorTests : ActorTest
{
    [Fact]
    public void What_a_replaced_stream_says_late_does_not_reach_the_fleet()
    {
        var (fleet, old, current) = (CreateTestProbe(), CreateTestProbe(), CreateTestProbe());
        var server = Sys.ActorOf(XdsServerActor.Props(new XdsContext(new ResourceFeed(), fleet, new XdsSettings("n:1"), Clock, new Random(1))));
        server.Tell(Seen(1), old);
        server.Tell(Seen(2), current);
        server.Tell(Seen(1), old);
        server.Tell(Seen(3), current);
        Settle(server);

        Assert.Equal([1, 2, 3], fleet.ReceiveN(3).Cast<FleetMessage.Seen>().Select(seen => seen.State.Types[ResourceTypes.Cluster].Acknowledged));
        Assert.Equal(current, fleet.LastSender);
        fleet.ExpectNoMsg(TimeSpan.Zero);
    }

    [Fact]
    public void A_stream_of_another_service_by_the_same_id_replaces_none()
    {
        var (fleet, owner, other) = (CreateTestProbe(), CreateTestProbe(), CreateTestProbe());
        var server = Sys.ActorOf(XdsServerActor.Props(new XdsContext(new ResourceFeed(), fleet, new XdsSettings("n:1"), Clock, new Random(1))));
        server.Tell(Seen(1), owner);
        server.Tell(Seen(1, service: "ord"), other);
        server.Tell(Seen(2), owner);

        Assert.Equal(["orders", "ord", "orders"], fleet.ReceiveN(3).Cast<FleetMessage.Seen>().Select(seen => seen.State.Proxy.Service));
        Assert.Equal(owner, fleet.LastSender);
    }

    /// <summary>The mesh may come after the stream, or be called otherwise from now on.</summary>
    [Fact]
    public async Task A_workload_of_another_namespace_than_the_mesh_s_is_none_of_its_service()
    {
        var (fleet, feed) = (CreateTestProbe(), new ResourceFeed());
        var server = Sys.ActorOf(XdsServerActor.Props(new XdsContext(feed, fleet, new XdsSettings("n:1"), Clock, new Random(1))));
        var link = new StreamLink(new Caller(SpiffeId.Parse("spiffe://mesh/ns/other/sa/orders")) { Serial = "1", IsForeign = (service, path) => feed.Current.IsForeign(service, path) });
        server.Tell(new XdsServerActor.Message.Open(link));
        var stream = (await link.Accepted(CancellationToken.None))!;
        stream.Tell(new XdsStreamActor.Message.Received(
            new DiscoveryRequest { TypeUrl = ResourceTypes.Cluster, Node = new Node { Id = "orders-1", Cluster = "orders" } }, new TaskCompletionSource()));
        fleet.ExpectMsg<FleetMessage.Seen>();
        feed.Publish(Mesh("other"));
        Settle(stream);
        Assert.False(link.Answers.Completion.IsCompleted);

        feed.Publish(Mesh("default"));

        Assert.Equal(StatusCode.PermissionDenied, (await Assert.ThrowsAsync<RpcException>(() => link.Answers.Completion)).StatusCode);
    }

    private static MeshResources Mesh(string name) =>
        new(1, 1, _ => MeshResources.Nothing, ["orders"]) { Workloads = new HashSet<string>(StringComparer.Ordinal) { SpiffeId.WorkloadPath(name, "orders") } };

    private FleetMessage.Seen Seen(long version, string service = "orders") => new(new ProxyState(
        new ProxyIdentity("orders-1", service), "test/1", Clock.GetUtcNow(), null,
        new Dictionary<string, TypeState>(StringComparer.Ordinal) { [ResourceTypes.Cluster] = new(version, version, null, Clock.GetUtcNow()) }));
}

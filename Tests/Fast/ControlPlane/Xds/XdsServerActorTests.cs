using ActorMesh.ControlPlane.Fleet;
using ActorMesh.ControlPlane.Resources;
using ActorMesh.ControlPlane.Xds;
using ActorMesh.Tests.Fast.Kit;
using Akka.Actor;
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

    private FleetMessage.Seen Seen(long version) => new(new ProxyState(
        new ProxyIdentity("orders-1", "orders"), "test/1", Clock.GetUtcNow(), null,
        new Dictionary<string, TypeState>(StringComparer.Ordinal) { [ResourceTypes.Cluster] = new(version, version, null, Clock.GetUtcNow()) }));
}

using System.Net;
using ActorMesh.ControlPlane.Identity.Sealing;
using ActorMesh.Cli.Control;
using ActorMesh.Cli.Control.Settings;
using Xunit;

namespace ActorMesh.Tests.Fast.Cli.Control;

/// <summary>What the actor system of <c>actormesh control</c> is made with.</summary>
public sealed class ControlActorsTests
{
    [Fact]
    public void A_hand_over_of_coordinators_is_given_up_soon()
    {
        var anyPort = new IPEndPoint(IPAddress.Loopback, 0);
        var options = new ControlOptions("one", "127.0.0.1", 0, Advertise: null, Join: [], anyPort, anyPort, "journal.db", Mesh: null, LocalOffset: null, "state") { Sealing = new SealingSource(null, null, null, "sealing.key") };
        var first = ControlActors.Settings(options, tls: null, TimeProvider.System).More; // What stands here goes before everything else.
        Assert.Equal(TimeSpan.FromSeconds(5), first.GetTimeSpan("akka.cluster.sharding.handoff-timeout"));
    }
}

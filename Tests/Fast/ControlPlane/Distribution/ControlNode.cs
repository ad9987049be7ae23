using ActorMesh.ControlPlane.Distribution;
using ActorMesh.ControlPlane.Fleet;
using ActorMesh.ControlPlane.Resources;
using ActorMesh.Runtime.Membership;
using Akka.Actor;
using Akka.Cluster.Tools.PublishSubscribe;

namespace ActorMesh.Tests.Fast.ControlPlane.Distribution;

/// <summary>A control node with what distributes, in a cluster on loopback.</summary>
internal sealed class ControlNode
{
    public ControlNode(StandInAuthority.Journal journal, string folder, IReadOnlyList<MemberAddress> seeds, bool hearsNotices = true)
    {
        System = ClusterMember.Start(new MemberSettings(new MemberAddress("127.0.0.1", 0), seeds, [MemberRole.Control]) { Timings = QuickCluster.Timings }, QuickCluster.Abrupt);
        var mediator = DistributedPubSub.Get(System).Mediator;
        FleetActor = System.ActorOf(ActorMesh.ControlPlane.Fleet.FleetActor.Props(
            new FleetSettings($"{Address}", ActorRefs.Nobody, mediator, Fleet, TimeProvider.System)), ActorMesh.ControlPlane.Fleet.FleetActor.Name);
        var publisher = new PublisherSettings(mediator, FleetActor, TimeProvider.System);
        ClusterSingleton.Host(
            System, "authority", Props.Create(() => new StandInAuthority(journal, authority => PublisherActor.Props(authority, publisher))), MemberRole.Control);
        Authority = ClusterSingleton.Proxy(System, "authority", MemberRole.Control);
        System.ActorOf(DistributorActor.Props(new DistributorSettings(
            Authority, hearsNotices ? mediator : ActorRefs.Nobody, new PublishedMeshFile(Path.Combine(folder, $"{Address.Port}")),
            mesh => new MeshResources(mesh.Epoch, mesh.Sequence, _ => MeshResources.Nothing), Feed, Board, TimeProvider.System)));
    }

    public ActorSystem System { get; }

    public MemberAddress Address => ClusterMember.AddressOf(System);

    public IActorRef Authority { get; }

    public IActorRef FleetActor { get; }

    public ResourceFeed Feed { get; } = new();

    public DistributionBoard Board { get; } = new();

    public FleetBoard Fleet { get; } = new();
}

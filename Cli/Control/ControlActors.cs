using ActorMesh.Cli.Control.Settings;
using ActorMesh.Cli.Terminals;
using ActorMesh.ControlPlane;
using ActorMesh.ControlPlane.Authority;
using ActorMesh.ControlPlane.Distribution;
using ActorMesh.ControlPlane.Documents;
using ActorMesh.ControlPlane.Fleet;
using ActorMesh.ControlPlane.Registry;
using ActorMesh.ControlPlane.Resources;
using ActorMesh.Hocon.Compiling;
using ActorMesh.Hocon.Mesh;
using ActorMesh.Runtime.Contracts;
using ActorMesh.Runtime.Contracts.Cluster;
using ActorMesh.Runtime.Membership;
using Akka.Actor;
using Akka.Cluster.Tools.PublishSubscribe;

namespace ActorMesh.Cli.Control;

/// <summary>The actors of a control node, and what they show.</summary>
internal sealed class ControlActors
{
    private ControlActors(ControlSystem system, IActorRef fleet, DistributionBoard distribution, FleetBoard proxies, ResourceFeed feed) =>
        (System, Fleet, Distribution, Proxies, Feed) = (system, fleet, distribution, proxies, feed);

    public ControlSystem System { get; }

    /// <summary>Is told of the proxies of this node.</summary>
    public IActorRef Fleet { get; }

    public DistributionBoard Distribution { get; }

    public FleetBoard Proxies { get; }

    /// <summary>What the proxies of this node get.</summary>
    public ResourceFeed Feed { get; }

    /// <summary>Where everything of a mesh is.</summary>
    public static Func<ServiceMesh, Placement> Place(ControlOptions options) =>
        options.LocalOffset is { } offset ? mesh => Placement.OnOneMachine(mesh, offset) : Placement.AsWritten;

    /// <summary>Opens the journal, listens for the cluster, and begins to join.</summary>
    /// <exception cref="MemberException">The settings make no sound node, or the cluster's port is taken.</exception>
    public static ControlActors Start(ControlOptions options, Talk talk, TimeProvider clock)
    {
        var (feed, distribution, proxies) = (new ResourceFeed(), new DistributionBoard(), new FleetBoard());
        IActorRef fleet = ActorRefs.Nobody;
        var system = ControlSystem.Start(new ControlSettings(Member(options), JournalSettings.Parse(options.Journal))
        {
            Clock = clock,
            Publisher = actors =>
            {
                var mediator = DistributedPubSub.Get(actors).Mediator;
                fleet = actors.ActorOf(FleetActor.Props(new FleetSettings($"{ClusterMember.AddressOf(actors)}", ActorRefs.Nobody, mediator, proxies, clock)), FleetActor.Name);
                return authority => PublisherActor.Props(authority, new PublisherSettings(mediator, fleet, clock) { Place = Place(options) });
            },
        });
        var compiler = new MeshResourcesCompiler(Read, Place(options), talk.Warn);
        system.Actors.ActorOf(DistributorActor.Props(new DistributorSettings(
            system.Authority, DistributedPubSub.Get(system.Actors).Mediator, new PublishedMeshFile(Path.Combine(options.State, "mesh.last-good")),
            mesh => compiler.Compile(mesh, EndpointSet.Empty), feed, distribution, clock)), "distributor");
        return new ControlActors(system, fleet, distribution, proxies, feed);
    }

    /// <exception cref="MeshDocumentException">It is damaged, or has errors.</exception>
    private static ServiceMesh Read(MeshDocument document)
    {
        var read = CheckedDocument.Of(document);
        return read.Mesh ?? throw new MeshDocumentException($"the mesh has errors; the first: {read.Problems[0].Place}: {read.Problems[0].Message}");
    }

    private static MemberSettings Member(ControlOptions options) => new(
        new MemberAddress(options.Advertise ?? options.ClusterHost, options.ClusterPort), [.. options.Join.Select(MemberAddress.Parse)], [MemberRole.Control])
    {
        BindHost = options.ClusterHost,
    };
}

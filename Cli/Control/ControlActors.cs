using ActorMesh.Cli.Control.Settings;
using ActorMesh.Cli.Terminals;
using ActorMesh.ControlPlane;
using ActorMesh.ControlPlane.Authority;
using ActorMesh.ControlPlane.Distribution;
using ActorMesh.ControlPlane.Fleet;
using ActorMesh.ControlPlane.RateLimits;
using ActorMesh.ControlPlane.Registry;
using ActorMesh.ControlPlane.Resources;
using ActorMesh.Hocon.Compiling;
using ActorMesh.Hocon.Mesh;
using ActorMesh.Runtime.Contracts.Cluster;
using ActorMesh.Runtime.Membership;
using Akka.Actor;
using Akka.Cluster.Sharding;
using Akka.Cluster.Tools.PublishSubscribe;

namespace ActorMesh.Cli.Control;

/// <summary>The actors of a control node, and what they show.</summary>
internal sealed class ControlActors
{
    private readonly TimeProvider _clock;
    private readonly Func<ServiceMesh, Placement> _place;
    private readonly NodeMesh _mesh;
    private readonly RegistryFile _registryFile;
    private readonly IReadOnlyList<RegisteredProxy> _recalled;
    private readonly EndpointFeed _endpoints;

    private ControlActors(ControlOptions options, Talk talk, TimeProvider clock)
    {
        (_clock, _place) = (clock, Place(options));
        _registryFile = new RegistryFile(Path.Combine(options.State, "registry.last-good"));
        _recalled = Recall(talk);
        _endpoints = new EndpointFeed(RegistryFile.Endpoints(_recalled));
        _mesh = new NodeMesh(_place, _endpoints, talk.Warn);
        System = ControlSystem.Start(new ControlSettings(Member(options), JournalSettings.Parse(options.Journal))
        {
            Clock = clock, Publisher = Begin, More = ClusterSharding.DefaultConfig(),
        });
        var distributor = System.Actors.ActorOf(DistributorActor.Props(new DistributorSettings(
            System.Authority, Mediator(System.Actors), new PublishedMeshFile(Path.Combine(options.State, "mesh.last-good")), _mesh.Compile, Feed, Distribution, clock)), "distributor");
        _endpoints.Subscribe(() => distributor.Tell(new DistributorActor.Message.EndpointsChanged()));
        Limits = RateLimits.Start(System.Actors, new RateLimitContext(() => Served is { } mesh ? (mesh.Epoch, mesh.Limits) : (0, GlobalLimits.None), LeaseTimes.Default, clock));
    }

    public ControlSystem System { get; }

    /// <summary>Is told of the proxies of this node.</summary>
    public IActorRef Fleet { get; private set; } = ActorRefs.Nobody;

    /// <summary>Limits of the whole mesh.</summary>
    public RateLimits Limits { get; }

    public ServedMesh? Served => _mesh.Served;

    public RegistryView Registry => _endpoints.Current;

    public DistributionBoard Distribution { get; } = new();

    public FleetBoard Proxies { get; } = new();

    /// <summary>What the proxies of this node get.</summary>
    public ResourceFeed Feed { get; } = new();

    /// <summary>Where everything of a mesh is.</summary>
    public static Func<ServiceMesh, Placement> Place(ControlOptions options) =>
        options.LocalOffset is { } offset ? mesh => Placement.OnOneMachine(mesh, offset) : Placement.AsWritten;

    /// <summary>Opens the journal, listens for the cluster, and begins to join.</summary>
    /// <exception cref="MemberException">The settings make no sound node, or the cluster's port is taken.</exception>
    public static ControlActors Start(ControlOptions options, Talk talk, TimeProvider clock) => new(options, talk, clock);

    /// <summary>Tells all control nodes that a proxy is no more.</summary>
    public void Forget(string proxyId) => Mediator(System.Actors).Tell(new Publish(RegistryActor.Topic, new ForgetProxy { ProxyId = proxyId }));

    /// <summary>What must be there before this node can lead.</summary>
    private Func<IActorRef, Props> Begin(ActorSystem actors)
    {
        var (node, mediator) = ($"{ClusterMember.AddressOf(actors)}", Mediator(actors));
        var registry = actors.ActorOf(
            RegistryActor.Props(new RegistryContext(node, mediator, () => MemberView.Of(actors), () => _mesh.Services, _endpoints, _recalled, _registryFile.Write, _clock)), "registry");
        var fleet = actors.ActorOf(FleetActor.Props(new FleetSettings(node, registry, mediator, Proxies, _clock) { Refused = () => _endpoints.Current.Refused }), FleetActor.Name);
        Fleet = fleet;
        return authority => PublisherActor.Props(authority, new PublisherSettings(mediator, fleet, _clock) { Place = _place });
    }

    private IReadOnlyList<RegisteredProxy> Recall(Talk talk)
    {
        try
        {
            return _registryFile.Read();
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            talk.Warn(e.Message);
            return [];
        }
    }

    private static IActorRef Mediator(ActorSystem actors) => DistributedPubSub.Get(actors).Mediator;

    private static MemberSettings Member(ControlOptions options) => new(
        new MemberAddress(options.Advertise ?? options.ClusterHost, options.ClusterPort), [.. options.Join.Select(MemberAddress.Parse)], [MemberRole.Control])
    {
        BindHost = options.ClusterHost,
    };
}

using ActorMesh.Cli.Control.Settings;
using ActorMesh.Cli.Terminals;
using ActorMesh.ControlPlane;
using ActorMesh.ControlPlane.Authority;
using ActorMesh.ControlPlane.Distribution;
using ActorMesh.ControlPlane.Fleet;
using ActorMesh.ControlPlane.Identity;
using ActorMesh.ControlPlane.RateLimits;
using ActorMesh.ControlPlane.Registry;
using ActorMesh.ControlPlane.Resources;
using ActorMesh.Hocon.Compiling;
using ActorMesh.Hocon.Compiling.Security;
using ActorMesh.Hocon.Mesh;
using ActorMesh.Runtime.Contracts.Cluster;
using ActorMesh.Runtime.Identity;
using ActorMesh.Runtime.Membership;
using Akka.Actor;
using Akka.Cluster.Tools.PublishSubscribe;

namespace ActorMesh.Cli.Control;

/// <summary>The actors of a control node, and what they show.</summary>
internal sealed class ControlActors
{
    private readonly NodeMesh _mesh;
    private readonly EndpointFeed _endpoints;

    /// <param name="certificates">Told what a mesh says of certificates; null where nobody is asked who they are.</param>
    public ControlActors(ControlSystem system, ControlOptions options, CertificateAuthority? certificates, Talk talk, TimeProvider clock)
    {
        System = system;
        var actors = system.Actors;
        var (node, mediator, place) = ($"{system.Address}", DistributedPubSub.Get(actors).Mediator, Place(options));
        var registryFile = new RegistryFile(Path.Combine(options.State, "registry.last-good"));
        var recalled = Recall(registryFile, talk);
        _endpoints = new EndpointFeed(RegistryFile.Endpoints(recalled));
        _mesh = new NodeMesh(place, _endpoints, talk.Warn, certificates);
        certificates?.Subscribe(() => Feed.Trust(certificates.Bundle));
        if (certificates is not null) Feed.Trust(certificates.Bundle);
        if (certificates is not null) EndMembers(actors, certificates);
        var registry = actors.ActorOf(
            RegistryActor.Props(new RegistryContext(node, mediator, () => MemberView.Of(actors), () => _mesh.Services, _endpoints, recalled, registryFile.Write, clock)), "registry");
        Fleet = actors.ActorOf(FleetActor.Props(new FleetSettings(node, registry, mediator, Proxies, clock)), FleetActor.Name);
        var distributor = actors.ActorOf(DistributorActor.Props(new DistributorSettings(
            system.Authority, mediator, new PublishedMeshFile(Path.Combine(options.State, "mesh.last-good")), _mesh.Compile, Feed, Distribution, clock)), "distributor");
        _endpoints.Subscribe(() => distributor.Tell(new DistributorActor.Message.EndpointsChanged()));
        Limits = RateLimits.Start(actors, new RateLimitContext(() => Served is { } mesh ? (mesh.Epoch, mesh.Limits) : (0, GlobalLimits.None), LeaseTimes.Default, clock));
        system.Lead(authority => PublisherActor.Props(authority, new PublisherSettings(mediator, Fleet, clock)
        {
            Place = place, Served = certificates is null ? WithoutIdentity.Of : static mesh => mesh,
        }));
    }

    public ControlSystem System { get; }

    /// <summary>Is told of the proxies of this node.</summary>
    public IActorRef Fleet { get; }

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

    /// <exception cref="MemberException">An address or the journal is not written as it should be.</exception>
    public static ControlSettings Settings(ControlOptions options, MemberTls? tls, TimeProvider clock) =>
        new(Member(options) with { Tls = tls }, JournalSettings.Parse(options.Journal)) { Clock = clock, More = RateLimits.Configuration };

    /// <summary>Tells all control nodes that a proxy is no more.</summary>
    public void Forget(ProxyKey proxy) => DistributedPubSub.Get(System.Actors).Mediator.Tell(new Publish(RegistryActor.Topic, new ForgetProxy { ProxyId = proxy.Id, Service = proxy.Service }));

    private void EndMembers(ActorSystem actors, CertificateAuthority certificates)
    {
        var members = actors.ActorOf(DeniedMembersActor.Props(() => Feed.Denied.ProblemOf([$"{SpiffeId.ForTrustDomain(certificates.Bundle.TrustDomain)}{NodeRole.Member}"], serial: "") is not null), "denied-members");
        Feed.Subscribe(() => members.Tell(new DeniedMembersActor.Look()));
    }

    private static IReadOnlyList<RegisteredProxy> Recall(RegistryFile file, Talk talk)
    {
        try
        {
            return file.Read();
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            talk.Warn(e.Message);
            return [];
        }
    }

    private static MemberSettings Member(ControlOptions options) => new(
        new MemberAddress(options.Advertise ?? options.ClusterHost, options.ClusterPort), [.. options.Join.Select(MemberAddress.Parse)], [MemberRole.Control])
    {
        BindHost = options.ClusterHost,
    };
}

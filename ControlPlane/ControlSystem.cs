using ActorMesh.ControlPlane.Authority;
using ActorMesh.Runtime.Membership;
using Akka.Actor;
using Akka.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace ActorMesh.ControlPlane;

/// <summary>The actors of a control node: a member of the cluster that can host the mesh's authority and reaches it wherever it is.</summary>
public sealed class ControlSystem : IAsyncDisposable
{
    /// <summary>The authority's name in the cluster.</summary>
    public const string AuthorityName = "authority";

    private readonly ControlSettings _settings;
    private readonly Func<string?> _journalProblem;

    private ControlSystem(ActorSystem actors, ControlSettings settings, Func<string?> journalProblem) =>
        (Actors, _settings, _journalProblem, Authority) = (actors, settings, journalProblem, ClusterSingleton.Proxy(actors, AuthorityName, MemberRole.Control));

    public ActorSystem Actors { get; }

    /// <summary>Takes the messages of <c>authority.proto</c>. While no node leads they wait: ask with a time limit.</summary>
    public IActorRef Authority { get; }

    public MemberAddress Address => ClusterMember.AddressOf(Actors);

    /// <summary>Ends when the node has left the cluster, or when the cluster has given it up; <see cref="ExitCode"/> tells which.</summary>
    public Task Ended => Actors.WhenTerminated;

    /// <summary>What the process should end with, after <see cref="Ended"/>: not 0 when it should be started again.</summary>
    public int ExitCode => ClusterMember.ExitCodeOf(Actors);

    /// <summary>
    /// Has a host carry one. It begins when it is first asked for: it listens, and begins to join. It ends with the host, in order, and the host with it.
    /// </summary>
    /// <exception cref="MemberException">It cannot, now or when it begins: the message says why, and what to do.</exception>
    public static void AddTo(IServiceCollection services, ControlSettings settings)
    {
        settings.Member.Check();
        settings.Journal.Check(settings.Member);
        settings.Journal.Prepare();
        var watch = settings.Journal.Watch();
        var config = settings.More.WithFallback(JournalConfiguration.Of(settings.Journal)).WithFallback(MemberConfiguration.Of(settings.Member));
        services.AddAkka(MemberConfiguration.SystemName, akka =>
        {
            akka.AddHocon(config, HoconAddMode.Prepend);
            if (settings.Member.Tls is not { } tls) return;
            akka.AddSetup(tls.Setup());
            akka.AddSetup(new MemberLogSetup(tls.Refused));
        });
        services.AddSingleton(host => new ControlSystem(ClusterMember.Start(settings.Member, host.GetRequiredService<ActorSystem>), settings, watch));
    }

    /// <summary>Lets this node lead, once it has all that a leader needs.</summary>
    /// <param name="publisher">See <see cref="AuthoritySettings.Publisher"/>.</param>
    public void Lead(Func<IActorRef, Props>? publisher = null)
    {
        var authority = new AuthoritySettings(Address.ToString(), _settings.Clock) { Publisher = publisher, Timings = _settings.Timings, HasIdentities = _settings.Member.Tls is not null, JournalProblem = _journalProblem };
        ClusterSingleton.Host(Actors, AuthorityName, MeshAuthorityActor.Props(authority), MemberRole.Control);
    }

    /// <summary>Hands over what it leads, leaves the cluster, and ends. Takes up to some 10 s.</summary>
    public Task Stop() => ClusterMember.Leave(Actors);

    public async ValueTask DisposeAsync() => await Stop();
}

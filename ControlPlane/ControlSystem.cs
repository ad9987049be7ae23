using ActorMesh.ControlPlane.Authority;
using ActorMesh.Runtime.Membership;
using Akka.Actor;

namespace ActorMesh.ControlPlane;

/// <summary>The actors of a control node: a member of the cluster that can host the mesh's authority and reaches it wherever it is.</summary>
public sealed class ControlSystem : IAsyncDisposable
{
    /// <summary>The authority's name in the cluster.</summary>
    public const string AuthorityName = "authority";

    private ControlSystem(ActorSystem actors, IActorRef authority) => (Actors, Authority) = (actors, authority);

    public ActorSystem Actors { get; }

    /// <summary>Takes the messages of <c>authority.proto</c>. While no node leads they wait: ask with a time limit.</summary>
    public IActorRef Authority { get; }

    public MemberAddress Address => ClusterMember.AddressOf(Actors);

    /// <summary>Ends when the node has left the cluster, or when the cluster has given it up; <see cref="ExitCode"/> tells which.</summary>
    public Task Ended => Actors.WhenTerminated;

    /// <summary>What the process should end with, after <see cref="Ended"/>: not 0 when it should be started again.</summary>
    public int ExitCode => ClusterMember.ExitCodeOf(Actors);

    /// <summary>Opens the journal, listens, and begins to join. Returns before it has joined.</summary>
    /// <exception cref="MemberException">It cannot: the message says why, and what to do.</exception>
    public static ControlSystem Start(ControlSettings settings)
    {
        settings.Member.Check();
        settings.Journal.Check(settings.Member);
        settings.Journal.Prepare();
        var actors = ClusterMember.Start(settings.Member, settings.More.WithFallback(JournalConfiguration.Of(settings.Journal)));
        var authority = new AuthoritySettings(ClusterMember.AddressOf(actors).ToString(), settings.Clock)
        {
            Publisher = settings.Publisher?.Invoke(actors), Timings = settings.Timings,
        };
        ClusterSingleton.Host(actors, AuthorityName, MeshAuthorityActor.Props(authority), MemberRole.Control);
        return new ControlSystem(actors, ClusterSingleton.Proxy(actors, AuthorityName, MemberRole.Control));
    }

    /// <summary>Hands over what it leads, leaves the cluster, and ends. Takes up to some 10 s.</summary>
    public Task Stop() => ClusterMember.Leave(Actors);

    public async ValueTask DisposeAsync() => await Stop();
}

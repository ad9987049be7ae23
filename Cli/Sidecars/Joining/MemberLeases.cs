using ActorMesh.DataPlane.Resilience.Limiting;
using ActorMesh.Runtime.Contracts.Control;
using Akka.Actor;

namespace ActorMesh.Cli.Sidecars.Joining;

/// <summary>Asks a control node for leases as one member of the cluster asks another.</summary>
internal sealed class MemberLeases : ILeaseTransport
{
    private readonly ActorSystem _system;
    private readonly IActorRef _actor;

    private MemberLeases(ActorSystem system, IActorRef actor) => (_system, _actor) = (system, actor);

    /// <param name="system">Of a member that is up; where it has ended, nobody is asked.</param>
    /// <param name="random">Says which control node is asked. Used by one thread at a time.</param>
    public static Func<LeaseEvents, ILeaseTransport> Of(ActorSystem system, Random random) => events =>
    {
        try
        {
            return new MemberLeases(system, system.ActorOf(MemberLeaseActor.Props(events, random.Next())));
        }
        catch (InvalidOperationException)
        {
            events.Ended("this sidecar is no member any more", false);
            return new MemberLeases(system, ActorRefs.Nobody);
        }
    };

    public bool TryAsk(LeaseAsk ask)
    {
        _actor.Tell(ask, ActorRefs.NoSender);
        return true;
    }

    public void Dispose() => _system.Stop(_actor);
}

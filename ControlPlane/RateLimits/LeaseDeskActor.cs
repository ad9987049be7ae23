using ActorMesh.Runtime.Contracts.Cluster;
using Akka.Actor;

namespace ActorMesh.ControlPlane.RateLimits;

/// <summary>Answers sidecars that are members of the cluster, as <see cref="LeaseService"/> answers all others.</summary>
internal sealed class LeaseDeskActor : UntypedActor
{
    private readonly RateLimits _limits;

    public LeaseDeskActor(RateLimits limits) => _limits = limits;

    public static Props Props(RateLimits limits) => Akka.Actor.Props.Create(() => new LeaseDeskActor(limits));

    protected override void OnReceive(object message)
    {
        if (message is CoordinatedAsk { Ask: { } ask, Sidecar: var sidecar })
            _ = _limits.Ask(sidecar, ask).PipeTo(Sender, Self, success: answer => new CoordinatedAnswer { Answer = answer });
        else Unhandled(message);
    }
}

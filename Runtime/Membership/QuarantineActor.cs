using Akka.Actor;
using Akka.Event;
using Akka.Remote;

namespace ActorMesh.Runtime.Membership;

/// <summary>Ends a member that the others will never talk to again: only a new process can join once more.</summary>
internal sealed class QuarantineActor : UntypedActor
{
    private readonly ILoggingAdapter _log = Context.GetLogger();

    protected override void PreStart() => Context.System.EventStream.Subscribe(Self, typeof(ThisActorSystemQuarantinedEvent));

    protected override void OnReceive(object message)
    {
        if (message is not ThisActorSystemQuarantinedEvent quarantined)
        {
            Unhandled(message);
            return;
        }

        _log.Error("{0} has given this node up and will not talk to it again; this node ends, and joins anew when it is started again", quarantined.RemoteAddress);
        _ = CoordinatedShutdown.Get(Context.System).Run(CoordinatedShutdown.ClusterDowningReason.Instance);
    }
}

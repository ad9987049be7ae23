using ActorMesh.Runtime.Contracts.Cluster;
using Akka.Actor;
using Akka.Event;

namespace ActorMesh.ControlPlane.Authority;

/// <summary>Sees to it that what is published is told: a publisher that failed is begun anew, and told again.</summary>
internal sealed class PublisherKeeperActor(Props publisher, TimeSpan pause) : UntypedActor, IWithTimers
{
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private PublishedMesh? _mesh;
    private IActorRef _publisher = ActorRefs.Nobody;

    private abstract record Message
    {
        internal sealed record Begin : Message;
    }

    public ITimerScheduler Timers { get; set; } = null!; // Set by Akka before the first message.

    /// <param name="pause">Before a publisher that failed is begun anew.</param>
    public static Props Props(Props publisher, TimeSpan pause) => Akka.Actor.Props.Create(() => new PublisherKeeperActor(publisher, pause));

    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(_ => Directive.Stop);

    protected override void PreStart() => Begin();

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case PublishedMesh mesh:
                _mesh = mesh;
                _publisher.Tell(mesh);
                break;
            case Terminated:
                _log.Error("what tells the other nodes of the mesh failed, and is begun anew");
                Timers.StartSingleTimer("begin", new Message.Begin(), pause);
                break;
            case Message.Begin:
                Begin();
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private void Begin()
    {
        _publisher = Context.Watch(Context.ActorOf(publisher, "publisher"));
        if (_mesh is not null) _publisher.Tell(_mesh);
    }
}

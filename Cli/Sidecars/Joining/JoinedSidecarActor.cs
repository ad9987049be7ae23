using ActorMesh.DataPlane.Configuration;
using ActorMesh.Runtime.Contracts;
using ActorMesh.Runtime.Contracts.Cluster;
using Akka.Actor;
using Akka.Cluster.Tools.PublishSubscribe;

namespace ActorMesh.Cli.Sidecars.Joining;

/// <summary>
/// Ties a sidecar to the cluster that it is a member of: says again and again who it is and what it runs, and brings into force what it is told.
/// It lives in the member's actor system, never in the one that carries traffic, and ends with it.
/// </summary>
internal sealed class JoinedSidecarActor : UntypedActor, IWithTimers
{
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(50);

    private readonly JoinedWorkload _workload;
    private readonly IActorRef _mediator;
    private WorkloadState? _next;
    private bool _isApplying;

    public JoinedSidecarActor(JoinedWorkload workload, IActorRef mediator) => (_workload, _mediator) = (workload, mediator);

    public abstract record Message
    {
        /// <summary>Says good-bye. Answered with itself.</summary>
        public sealed record Leave : Message;

        internal sealed record Beat : Message;

        internal sealed record Applied(WorkloadState State, string? Refusal) : Message;
    }

    public ITimerScheduler Timers { get; set; } = null!; // Set by Akka before the first message.

    /// <param name="mediator">Of pub-sub.</param>
    public static Props Props(JoinedWorkload workload, IActorRef mediator) => Akka.Actor.Props.Create(() => new JoinedSidecarActor(workload, mediator));

    protected override void PreStart()
    {
        _mediator.Tell(new Subscribe(WorkloadTopics.Of(_workload.Service), Self));
        Timers.StartPeriodicTimer("beat", new Message.Beat(), WorkloadTopics.HeartbeatInterval);
        Tell(_workload.Heartbeat());
    }

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case WorkloadState state:
                Hear(state);
                break;
            case Message.Beat:
                _workload.Look();
                Tell(_workload.Heartbeat());
                break;
            case Message.Applied applied:
                _isApplying = false;
                _workload.Finish(applied.State, applied.Refusal);
                Tell(_workload.Heartbeat());
                if (_next is { } next) Hear(next);
                break;
            case Message.Leave:
                Tell(_workload.GoodBye());
                Sender.Tell(message, Self);
                break;
            case SubscribeAck:
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private void Hear(WorkloadState state)
    {
        if (_isApplying)
        {
            _next = state;
            return;
        }
        _next = null;
        switch (_workload.Hear(state))
        {
            case WorkloadVerdict.Apply:
                _isApplying = true;
                _ = _workload.Apply(state).PipeTo(
                    Self, success: () => new Message.Applied(state, null), failure: e => new Message.Applied(state, e is ResourceException refused ? refused.Problem : e.Message));
                break;
            case WorkloadVerdict.Ask:
                Timers.StartSingleTimer("ask", new Message.Beat(), Soon);
                break;
        }
    }

    private void Tell(WorkloadHeartbeat heartbeat) => _mediator.Tell(new Publish(WorkloadTopics.Heartbeats, heartbeat), Self);
}

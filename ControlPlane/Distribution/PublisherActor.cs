using ActorMesh.ControlPlane.Distribution.Joined;
using ActorMesh.ControlPlane.Rollouts;
using ActorMesh.Runtime.Contracts;
using ActorMesh.Runtime.Contracts.Cluster;
using Akka.Actor;
using Akka.Cluster.Tools.PublishSubscribe;

namespace ActorMesh.ControlPlane.Distribution;

/// <summary>Tells everybody what the authority published, at once and again and again. A child of the authority: it lives where that does.</summary>
public sealed class PublisherActor : UntypedActor, IWithTimers
{
    /// <summary>How often it repeats itself.</summary>
    public static readonly TimeSpan NoticeInterval = TimeSpan.FromSeconds(2);

    /// <summary>A larger mesh is pulled by those who lack it: heartbeats of the cluster travel on the same connections.</summary>
    public const int MeshInNoticeMax = 64 * 1024;

    private readonly PublisherSettings _settings;
    private readonly IActorRef _rollouts;
    private readonly IActorRef _joined;
    private PublicationNotice? _notice;

    public PublisherActor(IActorRef authority, PublisherSettings settings)
    {
        _settings = settings;
        _rollouts = Context.ActorOf(RolloutActor.Props(authority, settings.Mediator, settings.Clock), "rollouts");
        _joined = Context.ActorOf(JoinedWorkloadsActor.Props(settings), "joined");
    }

    public abstract record Message
    {
        internal sealed record Repeat : Message;
    }

    public ITimerScheduler Timers { get; set; } = null!; // Set by Akka before the first message.

    /// <summary>Takes <see cref="PublishedMesh"/>: after each change, and when the authority has recovered.</summary>
    public static Props Props(IActorRef authority, PublisherSettings settings) => Akka.Actor.Props.Create(() => new PublisherActor(authority, settings));

    /// <summary>A child that failed has lost what it was told: the authority begins all of it anew.</summary>
    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(_ => Directive.Escalate);

    protected override void PreStart() => Timers.StartPeriodicTimer("repeat", new Message.Repeat(), NoticeInterval);

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case PublishedMesh mesh:
                _notice = Notice(mesh);
                Tell();
                _rollouts.Tell(mesh);
                _joined.Tell(mesh);
                break;
            case Message.Repeat:
                Tell();
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private static PublicationNotice Notice(PublishedMesh mesh)
    {
        var notice = new PublicationNotice { Epoch = mesh.Epoch, Sequence = mesh.Sequence };
        if (mesh.CalculateSize() <= MeshInNoticeMax) notice.Mesh = mesh;
        return notice;
    }

    private void Tell()
    {
        if (_notice is not null) _settings.Mediator.Tell(new Publish(MeshTopics.Publications, _notice), Self);
    }
}

using ActorMesh.ControlPlane.Fleet;
using ActorMesh.ControlPlane.Registry;
using ActorMesh.ControlPlane.Resources;
using ActorMesh.Runtime.Contracts;
using ActorMesh.Runtime.Contracts.Cluster;
using Akka.Actor;
using Akka.Cluster.Tools.PublishSubscribe;
using Akka.Event;

namespace ActorMesh.ControlPlane.Distribution.Joined;

/// <summary>
/// Gives the sidecars that are members of the cluster what their workloads run: tells them when it changes, and answers each heartbeat of one
/// that runs something else.
/// </summary>
public sealed class JoinedWorkloadsActor : UntypedActor, IWithTimers
{
    /// <summary>What such a sidecar acknowledges, beside the types of xDS: all of it at once.</summary>
    public const string BootstrapType = "type.googleapis.com/envoy.config.bootstrap.v3.Bootstrap";

    private const int PushedMax = 64 * 1024;
    private static readonly TimeSpan LookInterval = TimeSpan.FromSeconds(1);

    private readonly PublisherSettings _settings;
    private readonly JoinedWorkloads _joined = new();
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private WorkloadStates? _states;

    public JoinedWorkloadsActor(PublisherSettings settings) => _settings = settings;

    private abstract record Message
    {
        internal sealed record Look : Message;

        internal sealed record Answer(IActorRef To, WorkloadHeartbeat Heartbeat, WorkloadState State) : Message;

        internal sealed record Push(string Service, WorkloadState State) : Message;
    }

    public ITimerScheduler Timers { get; set; } = null!; // Set by Akka before the first message.

    public static Props Props(PublisherSettings settings) => Akka.Actor.Props.Create(() => new JoinedWorkloadsActor(settings));

    protected override void PreStart()
    {
        _settings.Mediator.Tell(new Subscribe(WorkloadTopics.Heartbeats, Self));
        Timers.StartPeriodicTimer("look", new Message.Look(), LookInterval);
    }

    protected override void PostStop()
    {
        foreach (var joined in _joined.All) _settings.Fleet.Tell(new FleetMessage.Gone(joined.Key), Self);
    }

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case PublishedMesh mesh:
                _states = new WorkloadStates(mesh, _settings.Place, _settings.Served);
                foreach (var service in _joined.Services) Push(_states, service);
                break;
            case WorkloadHeartbeat heartbeat:
                Heard(heartbeat);
                break;
            case Message.Answer answer:
                Answer(answer);
                break;
            case Message.Push push when push.State.Epoch == _states?.Order.Epoch && push.State.Sequence == _states.Order.Sequence:
                _settings.Mediator.Tell(new Publish(WorkloadTopics.Of(push.Service), push.State), Self);
                break;
            case Message.Look:
                foreach (var proxy in _joined.Silent(_settings.Clock.GetUtcNow())) _settings.Fleet.Tell(new FleetMessage.Gone(proxy), Self);
                break;
            case Message.Push or SubscribeAck:
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private void Push(WorkloadStates states, string service)
    {
        // While some run a canary, each is told what it runs itself: the notice only says that there is something to ask for.
        if (states.HasCanary)
        {
            Self.Tell(new Message.Push(service, states.Notice(service)));
            return;
        }
        _ = states.Of("", service).PipeTo(Self, success: state => new Message.Push(service, Pushed(state)), failure: Failed);
    }

    private static WorkloadState Pushed(WorkloadState state)
    {
        if (state.Packed.Length <= PushedMax) return state;
        var announced = state.Clone();
        announced.Packed = Google.Protobuf.ByteString.Empty;
        return announced;
    }

    private void Heard(WorkloadHeartbeat heartbeat)
    {
        if (heartbeat.IsLeaving)
        {
            if (_joined.Remove(JoinedWorkloads.KeyOf(heartbeat))) _settings.Fleet.Tell(new FleetMessage.Gone(JoinedWorkloads.KeyOf(heartbeat)) { IsInOrder = true }, Self);
            return;
        }
        if (_joined.Heard(heartbeat, _settings.Clock.GetUtcNow()) is not { } joined)
        {
            _log.Warning("{0} is not served: {1} sidecars have joined already; attach it by --xds", heartbeat.Proxy, JoinedWorkloads.Max);
            return;
        }
        _settings.Fleet.Tell(new FleetMessage.Seen(StateOf(joined)), Self);
        if (heartbeat.Requests > 0 || heartbeat.Plain > 0) _settings.Fleet.Tell(new FleetMessage.Counted(joined.Key, heartbeat.Requests, heartbeat.Failures) { Plain = heartbeat.Plain }, Self);
        if (_states is not { } states) return;
        var asker = Sender;
        _ = states.Of(heartbeat.Proxy, heartbeat.Service).PipeTo(Self, success: state => new Message.Answer(asker, heartbeat, state), failure: Failed);
    }

    private void Answer(Message.Answer answer)
    {
        // What was compiled meanwhile for an older publication is of no use: the next heartbeat brings the newer one.
        var (state, has) = (answer.State, answer.Heartbeat);
        if (_states is null || new PublicationOrder(state.Epoch, state.Sequence) < _states.Order) return;
        _joined.Answered(JoinedWorkloads.KeyOf(has), state.Problem);
        if (state.Hash.Equals(has.Hash) && state.Packed.Length > 0)
        {
            state = state.Clone();
            state.Packed = Google.Protobuf.ByteString.Empty;
        }
        answer.To.Tell(state, Self);
    }

    private object Failed(Exception e)
    {
        _log.Error(e, "what a workload runs could not be compiled");
        return new Message.Look();
    }

    private static ProxyState StateOf(JoinedWorkload joined)
    {
        var last = joined.Last;
        var type = last.Refusal is { } refusal
            ? new TypeState(refusal.MeshVersion, last.MeshVersion, new TypeRefusal(refusal.MeshVersion, refusal.Reason), joined.ChangedAt)
            : new TypeState(last.MeshVersion, last.MeshVersion, null, joined.ChangedAt);
        return new ProxyState(
            new ProxyIdentity(last.Proxy, last.Service), last.Agent, joined.Since, RegistrationOf(last),
            new Dictionary<string, TypeState>(StringComparer.Ordinal) { [BootstrapType] = type })
        {
            Problem = joined.Problem,
        };
    }

    private static Registration? RegistrationOf(WorkloadHeartbeat heartbeat) => heartbeat.Registration is not { } given
        ? null
        : new Registration(
            heartbeat.Service, heartbeat.Proxy, given.Address, given.Port, given.Zone.Length == 0 ? null : given.Zone, given.Weight, given.Labels);
}

using ActorMesh.ControlPlane.Registry;
using ActorMesh.Runtime.Contracts;
using ActorMesh.Runtime.Contracts.Cluster;
using Akka.Actor;
using Akka.Cluster.Tools.PublishSubscribe;
using Google.Protobuf.WellKnownTypes;

namespace ActorMesh.ControlPlane.Fleet;

/// <summary>Knows the proxies of this control node, answers who asks for them, and tells the leader's ledger what changes.</summary>
public sealed class FleetActor : UntypedActor, IWithTimers
{
    /// <summary>What it is called below <c>/user</c>, on every control node.</summary>
    public const string Name = "fleet";

    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LookInterval = TimeSpan.FromSeconds(10);

    private readonly FleetSettings _settings;
    private readonly FleetBook _book = new();
    private readonly LedgerTelling _telling;
    private IActorRef? _leader;
    private long _epoch;

    public FleetActor(FleetSettings settings)
    {
        _settings = settings;
        _telling = new LedgerTelling(settings.Node, settings.Clock.GetUtcNow().UtcTicks);
    }

    private abstract record Message
    {
        internal sealed record Tell : Message;

        internal sealed record Look : Message;
    }

    public ITimerScheduler Timers { get; set; } = null!; // Set by Akka before the first message.

    /// <summary>Takes <see cref="FleetMessage"/>; answers <see cref="FleetQuery"/>.</summary>
    public static Props Props(FleetSettings settings) => Akka.Actor.Props.Create(() => new FleetActor(settings));

    protected override void PreStart()
    {
        _settings.Mediator.Tell(new Subscribe(MeshTopics.Rollouts, Self));
        Timers.StartPeriodicTimer("look", new Message.Look(), LookInterval);
    }

    protected override void OnReceive(object message)
    {
        var now = _settings.Clock.GetUtcNow();
        switch (message)
        {
            case FleetMessage.Seen seen:
                if (_book.Seen(seen.State, Sender, now)) Changed(seen.State.Proxy.Key);
                _settings.Registry.Tell(new RegistryActor.Message.Seen(seen.State.Proxy.Key, seen.State.Since, seen.State.Registration));
                break;
            case FleetMessage.Gone gone:
                if (!_book.Gone(gone.Proxy, Sender, now, gone.IsInOrder)) break;
                Changed(gone.Proxy);
                _settings.Registry.Tell(new RegistryActor.Message.Gone(gone.Proxy, gone.IsInOrder));
                break;
            case FleetMessage.Counted counted:
                _telling.Counted(counted.Proxy, counted.Requests, counted.Failures);
                _book.CountPlain(counted.Proxy, counted.Plain, now);
                Soon();
                break;
            case FleetQuery query:
                Sender.Tell(FleetPages.Of(_book, query, _settings.Node, _settings.Refused()), Self);
                break;
            case RolloutAnnouncement announcement:
                Hear(announcement, now);
                break;
            case Message.Tell:
                Tell();
                break;
            case Message.Look:
                _book.Look(now);
                Show();
                break;
            case SubscribeAck:
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private void Changed(ProxyKey proxy)
    {
        _telling.Changed(proxy);
        Show();
        Soon();
    }

    private void Soon()
    {
        if (_leader is not null && !Timers.IsTimerActive("tell")) Timers.StartSingleTimer("tell", new Message.Tell(), Gathering);
    }

    private void Hear(RolloutAnnouncement announcement, DateTimeOffset now)
    {
        // A leader that does not know yet that it was replaced.
        if (announcement.Epoch < _epoch) return;
        _epoch = announcement.Epoch;
        var isNew = !Sender.Equals(_leader);
        _leader = Sender;
        _settings.Board.Show(_settings.Board.Current with { Report = announcement.Report, ReportedAt = now });
        if (_telling.Lacks(announcement) || isNew)
            foreach (var delta in _telling.Whole(_book.All.Select(EntryOf))) _leader.Tell(delta, Self);
        else Tell();
    }

    private void Tell()
    {
        do _leader?.Tell(_telling.Next(proxy => _book.Find(proxy) is { } known ? EntryOf(known) : null), Self);
        while (_leader is not null && _telling.HasMore);
    }

    private static LedgerEntry EntryOf(KnownProxy known) => new()
    {
        Proxy = known.State.Proxy.Id,
        Service = known.State.Proxy.Service,
        GoneAt = known.LostAt?.ToTimestamp(),
        HasLeft = known.HasLeft,
        IsUnserved = known.Progress.IsUnserved,
        Running = known.Progress.Running,
        Refused = known.Progress.Refused,
        Refusal = FleetPages.Shortened(known.Progress.Refusal),
        At = known.Progress.At.ToTimestamp(),
        ConnectedAt = known.State.Since.ToTimestamp(),
    };

    private void Show() =>
        _settings.Board.Show(_settings.Board.Current with { Connected = _book.Connected, Lost = _book.Lost, Unknown = _book.Unknown });
}

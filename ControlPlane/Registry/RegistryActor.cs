using ActorMesh.Runtime.Boot;
using ActorMesh.Runtime.Contracts.Cluster;
using ActorMesh.Runtime.Membership;
using Akka.Actor;
using Akka.Cluster.Tools.PublishSubscribe;
using Akka.Event;

namespace ActorMesh.ControlPlane.Registry;

/// <summary>Knows which proxies are alive: hears this node's streams and the other control nodes, tells these what changes, and shows endpoints.</summary>
public sealed class RegistryActor : UntypedActor, IWithTimers
{
    /// <summary>Of pub-sub: what control nodes tell each other.</summary>
    public const string Topic = "registry";

    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LookInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan SaveInterval = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan SettleLimit = TimeSpan.FromSeconds(5);

    private readonly RegistryContext _context;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly ProxyRegistry _registry;
    private readonly Dictionary<ProxyKey, string> _malformed = [];
    private readonly DateTimeOffset _started;
    private RegistryView _view;
    private EndpointSet _saved;
    private bool _isSaving;
    private bool _isAsked;

    public RegistryActor(RegistryContext context)
    {
        _context = context;
        _started = context.Clock.GetUtcNow();
        _registry = new ProxyRegistry(context.Node, _started.ToUnixTimeMilliseconds(), context.Settings);
        _registry.Recall(context.Recalled);
        _view = context.Feed.Current;
        _saved = _view.Endpoints;
    }

    public abstract record Message
    {
        /// <summary>A proxy is connected to this node.</summary>
        /// <param name="Since">Since when.</param>
        /// <param name="Registration">Null when it is no endpoint.</param>
        public sealed record Seen(ProxyKey Proxy, DateTimeOffset Since, Registration? Registration) : Message;

        /// <summary>It is not any more.</summary>
        /// <param name="IsInOrder">It said so itself. Else it may be back soon, here or at another node.</param>
        public sealed record Gone(ProxyKey Proxy, bool IsInOrder) : Message;

        internal sealed record Gathered : Message;

        internal sealed record Look : Message;

        internal sealed record Save : Message;

        internal sealed record Saved(EndpointSet Endpoints, string? Failure) : Message;
    }

    public ITimerScheduler Timers { get; set; } = null!; // Set by Akka before the first message.

    public static Props Props(RegistryContext context) => Akka.Actor.Props.Create(() => new RegistryActor(context));

    protected override void PreStart()
    {
        _context.Mediator.Tell(new Subscribe(Topic, Self));
        Timers.StartPeriodicTimer("look", new Message.Look(), TimeSpan.Zero, LookInterval);
        Timers.StartPeriodicTimer("save", new Message.Save(), SaveInterval);
    }

    protected override void OnReceive(object message)
    {
        var now = _context.Clock.GetUtcNow();
        switch (message)
        {
            case Message.Seen seen:
                See(seen, now);
                break;
            case Message.Gone gone:
                _malformed.Remove(gone.Proxy);
                _registry.End(gone.Proxy, gone.IsInOrder, now);
                Soon();
                break;
            case RegistryShare share:
                Hear(share, now);
                break;
            case RegistryQuery:
                _isAsked = true;
                Soon();
                break;
            case ForgetProxy forget:
                _registry.Forget(new ProxyKey(forget.Service, forget.ProxyId), now);
                Soon();
                break;
            case Message.Gathered:
                Look(now);
                if (_registry.HasChanges || _isAsked) Tell();
                break;
            case Message.Look:
                Look(now);
                Tell();
                break;
            case Message.Save:
                Save(now);
                break;
            case Message.Saved saved:
                OnSaved(saved);
                break;
            case SubscribeAck:
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private void See(Message.Seen seen, DateTimeOffset now)
    {
        var proxy = seen.Proxy;
        if (seen.Registration is not { } registration)
        {
            _registry.End(proxy, isInOrder: true, now);
            _malformed.Remove(proxy);
        }
        else if (_registry.See(registration, seen.Since, now) is not { } problem) _malformed.Remove(proxy);
        else if (_malformed.GetValueOrDefault(proxy) != problem)
        {
            _malformed[proxy] = problem;
            _log.Warning("the registration of {0} is refused: {1}", proxy.Id, problem);
        }
        if (_registry.HasChanges) Soon();
    }

    private void Hear(RegistryShare share, DateTimeOffset now)
    {
        var hearing = _registry.Hear(share, now);
        if (hearing == Hearing.News) Soon();
        if (hearing == Hearing.Lacking) Sender.Tell(new RegistryQuery(), Self);
    }

    private void Soon()
    {
        if (!Timers.IsTimerActive("gathered")) Timers.StartSingleTimer("gathered", new Message.Gathered(), Gathering);
    }

    private void Look(DateTimeOffset now)
    {
        var members = _context.Members();
        _registry.Reach(members.Where(member => !member.IsSelf).DistinctBy(member => member.Address).ToDictionary(member => member.Address.ToString(), member => member.IsReachable, StringComparer.Ordinal));
        var endpoints = _registry.Endpoints(_view.Endpoints, now);
        var refused = Refused();
        var isSettled = _view.IsSettled || IsSettled(members, now);
        if (ReferenceEquals(endpoints, _view.Endpoints) && isSettled == _view.IsSettled && refused.Count == _view.Refused.Count
            && refused.All(one => _view.Refused.GetValueOrDefault(one.Key) == one.Value)) return;
        TellOfStale(endpoints);
        _view = new RegistryView(endpoints, isSettled, refused) { Removed = [.. _registry.Removed] };
        _context.Feed.Show(_view);
    }

    private bool IsSettled(IReadOnlyList<MemberView> members, DateTimeOffset now)
    {
        if (now - _started >= SettleLimit) return true;
        var isUp = members.Any(member => member is { IsSelf: true, Status: "up" });
        var others = members.Where(member => !member.IsSelf && member.IsReachable && member.Roles.Contains(MemberRole.Control, StringComparer.Ordinal));
        return isUp && others.All(member => _registry.Heard.Contains(member.Address.ToString(), StringComparer.Ordinal));
    }

    private Dictionary<ProxyKey, string> Refused()
    {
        var refused = new Dictionary<ProxyKey, string>(_malformed);
        var services = _context.Services();
        if (services.Count == 0) return refused;
        foreach (var registration in _registry.OwnLive.Where(registration => !services.Contains(registration.Service)))
        {
            var reason = $"the mesh has no service '{registration.Service}': apply a mesh that has it, or correct node.cluster";
            refused[registration.Key] = reason;
            if (!_view.Refused.ContainsKey(registration.Key)) _log.Warning("the registration of {0} is refused: {1}", registration.ProxyId, reason);
        }
        return refused;
    }

    private void TellOfStale(EndpointSet endpoints)
    {
        foreach (var service in endpoints.ChangedSince(_view.Endpoints))
        {
            var stale = endpoints.Of(service).Where(endpoint => endpoint.IsStale).Select(endpoint => endpoint.Registration.ProxyId).ToList();
            if (stale.Count > 0 && _view.Endpoints.Of(service).Count(endpoint => endpoint.IsStale) < stale.Count)
                _log.Warning("{0} of {1} are out of sight, too many to have died at once: they stay endpoints until enough others are in sight", string.Join(", ", stale.Take(10)), service);
        }
    }

    private void Tell()
    {
        // Changes first: who knows what was told before needs no more, and who asked takes what follows for all of it.
        foreach (var piece in _registry.Changes()) _context.Mediator.Tell(new Publish(Topic, piece), Self);
        if (!_isAsked) return;
        _isAsked = false;
        foreach (var piece in _registry.Share()) _context.Mediator.Tell(new Publish(Topic, piece), Self);
    }

    private void Save(DateTimeOffset now)
    {
        if (_context.Save is not { } save || _isSaving || !_view.IsSettled || ReferenceEquals(_saved, _view.Endpoints)) return;
        _isSaving = true;
        var (endpoints, known) = (_view.Endpoints, _registry.Known(now));
        _ = OwnThread.Run(() => save(known))
            .PipeTo(Self, success: () => new Message.Saved(endpoints, null), failure: e => new Message.Saved(endpoints, e.GetBaseException().Message));
    }

    private void OnSaved(Message.Saved saved)
    {
        _isSaving = false;
        if (saved.Failure is null) _saved = saved.Endpoints;
        else _log.Warning("who is alive could not be kept for the next start: {0}", saved.Failure);
    }
}

using System.Net;
using System.Net.Sockets;
using ActorMesh.DataPlane.Clusters;
using ActorMesh.DataPlane.Configuration;
using ActorMesh.DataPlane.Configuration.Secrets;
using ActorMesh.DataPlane.Listening;
using ActorMesh.Runtime.Boot;
using ActorMesh.Runtime.Contracts.Envoy.Bootstrapping;
using Akka.Actor;
using Akka.Event;

namespace ActorMesh.DataPlane;

/// <summary>Root of a data plane: applies snapshots by difference, clusters before the listeners that use them, removals last.</summary>
public sealed class SidecarActor : UntypedActor, IWithTimers, IWithUnboundedStash
{
    private static readonly TimeSpan WarmLimit = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan RetireAfter = TimeSpan.FromSeconds(1);

    private readonly TrafficContext _context;
    private readonly Func<string, CancellationToken, Task<IPAddress[]>> _resolve;
    private readonly Action<SidecarStatus> _publish;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly Dictionary<string, (UpstreamCluster Cluster, IActorRef Actor)> _clusters = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (ListenerStatus Status, IActorRef Actor)> _listeners = new(StringComparer.Ordinal);
    private readonly Dictionary<IActorRef, ListenerStatus> _draining = [];
    private readonly HashSet<IActorRef> _shutting = [];
    private readonly List<IActorRef> _drainAskers = [];
    private readonly SecretBook _secrets;
    private readonly IActorRef _secretFiles;
    private SidecarStatus _status;
    private Update? _update;
    private Action? _onShut;
    private IReadOnlyList<SecretSource> _files = [];
    private int _generation;

    public SidecarActor(TrafficContext context, Func<string, CancellationToken, Task<IPAddress[]>> resolve, Action<SidecarStatus> publish)
    {
        (_context, _resolve, _publish) = (context, resolve, publish);
        _secrets = new SecretBook(context.Secrets);
        _secretFiles = Context.ActorOf(SecretFilesActor.Props(_secrets, context.Clock), "secrets");
        _status = new SidecarStatus(SidecarState.Initializing, 0, context.Clock.GetUtcNow(), Snapshot.Empty, [], [], null);
    }

    public abstract record Message
    {
        /// <summary>Bring this configuration into force, or refuse it whole. Answered with <see cref="Applied"/> or <see cref="Refused"/>.</summary>
        public sealed record Apply(Bootstrap Bootstrap) : Message
        {
            /// <summary>Those of its secrets that this process reads by itself.</summary>
            public LoadedSecrets Secrets { get; init; } = LoadedSecrets.None;

            /// <summary>Whether others sent it: then a cluster without its secret stands in nobody's way.</summary>
            public bool IsDiscovered { get; init; }
        }

        public sealed record Applied(int Version, SnapshotDiff Listeners, SnapshotDiff Clusters) : Message;

        /// <param name="Cause">The resource that is to blame, where one is.</param>
        public sealed record Refused(string Reason, ResourceException? Cause = null) : Message;

        /// <summary>Finish what is under way, for at most <paramref name="Limit"/>; asked again, the last limit counts. Answered with <see cref="Drained"/>.</summary>
        public sealed record Drain(TimeSpan Limit) : Message;

        public sealed record Drained(bool InTime) : Message;

        internal sealed record Retire(IReadOnlyList<(string Name, IActorRef Actor)> Clusters) : Message;

        internal sealed record WarmTimeout : Message;

        internal sealed record DrainTimeout : Message;

        internal sealed record ListenerDrainTimeout(IActorRef Listener) : Message;
    }

    public ITimerScheduler Timers { get; set; } = null!; // Set by Akka before the first message.

    public IStash Stash { get; set; } = null!; // Set by Akka before the first message.

    public static Props Props(
        TrafficContext context, Func<string, CancellationToken, Task<IPAddress[]>> resolve, Action<SidecarStatus> publish) =>
        Akka.Actor.Props.Create(() => new SidecarActor(context, resolve, publish));

    /// <summary>One message that a child could not digest is no reason to lose its connections: it goes on as it was, and the error is logged.</summary>
    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(_ => Directive.Resume);

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case Message.Apply when _update is not null || _onShut is not null:
                Stash.Stash();
                break;
            case Message.Apply apply:
                Begin(apply);
                break;
            case ClusterActor.Message.Warm warm:
                _update?.Cold.Remove(warm.Cluster);
                if (_update?.Cold.Count == 0) Finish(_update);
                break;
            case Message.WarmTimeout when _update is not null:
                _log.Warning("clusters {0} have no endpoints, or no first health check of each, yet; going on without", string.Join(", ", _update.Cold));
                Finish(_update);
                break;
            case Message.Retire retire:
                Retire(retire.Clusters);
                break;
            case ListenerActor.Message.Shut:
                OnListenerShut(Sender);
                break;
            case Message.Drain drain:
                Drain(drain.Limit);
                break;
            case Message.DrainTimeout:
                foreach (var listener in _draining.Keys) listener.Tell(new ListenerActor.Message.Abort());
                EndDrain(inTime: false);
                break;
            case Message.ListenerDrainTimeout late when _draining.ContainsKey(late.Listener):
                Cut(late.Listener);
                break;
            case Terminated terminated:
                Timers.Cancel(terminated.ActorRef.Path.Name);
                _draining.Remove(terminated.ActorRef);
                OnListenerShut(terminated.ActorRef);
                Publish(_status);
                if (_drainAskers.Count > 0 && _draining.Count == 0) EndDrain(inTime: true);
                break;
            case Message.WarmTimeout or Message.ListenerDrainTimeout:
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private void Begin(Message.Apply apply)
    {
        Dictionary<string, Socket> sockets = new(StringComparer.Ordinal);
        try
        {
            if (_status.State == SidecarState.Draining) throw new ResourceException("configuration", "the proxy is draining and takes no updates");
            var snapshot = Snapshot.Compile(apply.Bootstrap, _status.Snapshot);
            apply.Secrets.Require(name => _secrets.Has(name), apply.IsDiscovered);
            var listeners = SnapshotDiff.Of(_status.Snapshot.Listeners, snapshot.Listeners);
            foreach (var address in listeners.Added) sockets[address] = ListeningSocket.Bind(snapshot.Listeners[address].Plan);
            _update = new Update(Sender, snapshot, listeners, SnapshotDiff.Of(_status.Snapshot.Clusters, snapshot.Clusters), sockets, apply.Secrets, []);
        }
        catch (Exception e)
        {
            // Whatever is wrong with an update, it must not cost what is running.
            if (e is not ResourceException) _log.Error(e, "an update could not be compiled");
            foreach (var socket in sockets.Values) socket.Dispose();
            Publish(_status with { LastRejection = e.Message });
            Sender.Tell(new Message.Refused(e.Message, e as ResourceException));
            Stash.Unstash();
            return;
        }

        foreach (var (name, secret) in apply.Secrets.Secrets) _secrets.Put(name, secret);
        WarmClusters(_update);
        if (_update.Cold.Count == 0) Finish(_update);
        else Timers.StartSingleTimer("warm", new Message.WarmTimeout(), WarmLimit);
    }

    private void WarmClusters(Update update)
    {
        foreach (var name in update.Clusters.Added)
        {
            var cluster = new UpstreamCluster(update.Snapshot.Clusters[name].Settings, _context.Clock) { Secrets = _context.Secrets };
            var props = ClusterActor.Props(cluster, _context.Clock, _context.Seed + (ulong)_generation, _resolve);
            _clusters[name] = (cluster, Context.ActorOf(props, $"cluster-{_generation++}"));
            update.Cold.Add(name);
        }

        foreach (var name in update.Clusters.Changed)
            _clusters[name].Actor.Tell(new ClusterActor.Message.Reconfigure(update.Snapshot.Clusters[name].Settings));
        _context.Clusters.Publish(_clusters.Values.Select(entry => entry.Cluster));
    }

    private void Finish(Update update)
    {
        Timers.Cancel("warm");
        foreach (var address in update.Listeners.Added) StartListener(address, update.Snapshot.Listeners[address].Plan, update.Sockets[address]);
        foreach (var address in update.Listeners.Changed)
            _listeners[address].Actor.Tell(new ListenerActor.Message.Update(update.Snapshot.Listeners[address].Plan));
        foreach (var address in update.Listeners.Removed) DrainListener(address);
        // Removed clusters stay a moment longer, with their secrets: listeners switch to their new routes each in its own time.
        var retired = update.Clusters.Removed.Select(name => (name, _clusters[name].Actor)).ToList();
        if (retired.Count > 0 || _files.Count > 0) Timers.StartSingleTimer($"retire-{_generation++}", new Message.Retire(retired), RetireAfter);
        _files = update.Secrets.Sources;
        _secretFiles.Tell(new SecretFilesActor.Message.Watch(_files));

        var version = _status.Version + 1;
        Publish(_status with
        {
            State = SidecarState.Live, Version = version, AcceptedAt = _context.Clock.GetUtcNow(), Snapshot = update.Snapshot, LastRejection = null,
        });
        _update = null;
        _onShut = () => update.Asker.Tell(new Message.Applied(version, update.Listeners, update.Clusters));
        TellWhenShut();
    }

    private void OnListenerShut(IActorRef listener)
    {
        if (_shutting.Remove(listener)) TellWhenShut();
    }

    /// <summary>An update is in force once its removed listeners have let go of their addresses: the next one may want them.</summary>
    private void TellWhenShut()
    {
        if (_shutting.Count > 0 || _onShut is not { } tell) return;
        _onShut = null;
        tell();
        Stash.Unstash();
    }

    private void Retire(IReadOnlyList<(string Name, IActorRef Actor)> clusters)
    {
        foreach (var (name, actor) in clusters)
        {
            Context.Stop(actor);
            if (_clusters.TryGetValue(name, out var present) && present.Actor.Equals(actor)) _clusters.Remove(name);
        }

        if (_update is null) _secrets.Keep(_files.Select(source => source.Name).ToHashSet(StringComparer.Ordinal));
        _context.Clusters.Publish(_clusters.Values.Select(entry => entry.Cluster));
        Publish(_status);
    }

    private void StartListener(string address, ListenerPlan plan, Socket socket)
    {
        var status = new ListenerStatus(plan.Name, (IPEndPoint)socket.LocalEndPoint!) { IsHttp = plan.Chains.Any(chain => chain.Http is not null) };
        var props = ListenerActor.Props(socket, plan, status, _context).WithDispatcher(InlineDispatcher.DispatcherId);
        var actor = Context.Watch(Context.ActorOf(props, $"listener-{_generation++}"));
        _listeners[address] = (status, actor);
    }

    private void DrainListener(string address)
    {
        var (status, actor) = _listeners[address];
        _listeners.Remove(address);
        _draining[actor] = status;
        _shutting.Add(actor);
        actor.Tell(new ListenerActor.Message.Drain());
        Timers.StartSingleTimer(actor.Path.Name, new Message.ListenerDrainTimeout(actor), _context.DrainLimit);
    }

    private void Cut(IActorRef listener)
    {
        var status = _draining[listener];
        _log.Warning("listener {0}: {1} connections are cut, as they have not ended within {2:0} s", status.Name, status.Active, _context.DrainLimit.TotalSeconds);
        listener.Tell(new ListenerActor.Message.Abort());
    }

    private void Drain(TimeSpan limit)
    {
        _drainAskers.Add(Sender);
        Abandon();
        foreach (var address in _listeners.Keys.ToList()) DrainListener(address);
        Publish(_status with { State = SidecarState.Draining });
        if (_draining.Count == 0) EndDrain(inTime: true);
        else Timers.StartSingleTimer("drain", new Message.DrainTimeout(), limit);
    }

    /// <summary>Gives up an update that still waits for its clusters.</summary>
    private void Abandon()
    {
        if (_update is not { } update) return;
        _update = null;
        Timers.Cancel("warm");
        foreach (var socket in update.Sockets.Values) socket.Dispose();
        update.Asker.Tell(new Message.Refused("the proxy began to drain before the update was in force"));
        Stash.UnstashAll();
    }

    private void EndDrain(bool inTime)
    {
        Timers.Cancel("drain");
        foreach (var asker in _drainAskers) asker.Tell(new Message.Drained(inTime));
        _drainAskers.Clear();
    }

    private void Publish(SidecarStatus status)
    {
        _status = status with
        {
            Listeners = [.. _listeners.Values.Select(entry => entry.Status), .. _draining.Values],
            Clusters = [.. _clusters.Values.Select(entry => entry.Cluster)],
        };
        _publish(_status);
    }

    private sealed record Update(
        IActorRef Asker, Snapshot Snapshot, SnapshotDiff Listeners, SnapshotDiff Clusters, Dictionary<string, Socket> Sockets, LoadedSecrets Secrets,
        HashSet<string> Cold);
}

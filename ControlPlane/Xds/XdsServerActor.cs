using System.Globalization;
using ActorMesh.ControlPlane.Fleet;
using ActorMesh.ControlPlane.Xds.Subscriptions;
using ActorMesh.Runtime.Time;
using Akka.Actor;
using Grpc.Core;
using Status = Grpc.Core.Status;

namespace ActorMesh.ControlPlane.Xds;

/// <summary>
/// All streams of a control node: lets them in at a rate that the node can bear, wakes them, hands on what they tell of their proxies, and ends
/// them when the node goes away.
/// </summary>
public sealed class XdsServerActor : UntypedActor, IWithTimers
{
    private readonly XdsContext _context;
    private readonly RequestBucket _opens;
    private readonly CallerStreams _callers;
    private readonly HashSet<IActorRef> _streams = [];
    private readonly Dictionary<IActorRef, ProxyKey> _proxies = [];
    private readonly Dictionary<ProxyKey, IActorRef> _speakers = [];
    private readonly HashSet<IActorRef> _finished = [];
    private readonly List<IActorRef> _drainAskers = [];
    private IDisposable? _subscription;
    private int _isWoken;
    private bool _isDraining;

    public XdsServerActor(XdsContext context) =>
        (_context, _opens, _callers) = (context, new RequestBucket(context.Settings.OpensPerSecond, context.Settings.OpensPerSecond), new CallerStreams(context.Settings));

    public abstract record Message
    {
        internal sealed record Open(StreamLink Link) : Message;

        internal sealed record Published : Message;

        /// <summary>The sender is a stream that its proxy ended.</summary>
        internal sealed record Finished : Message;

        /// <summary>Take no more streams and end those that are there, spread over the time. Answered with <see cref="Drained"/>.</summary>
        public sealed record Drain(TimeSpan Over) : Message;

        /// <summary>No stream is left.</summary>
        public sealed record Drained : Message;

        internal sealed record Leave(IActorRef Stream) : Message;
    }

    public ITimerScheduler Timers { get; set; } = null!; // Set by Akka before the first message.

    public static Props Props(XdsContext context) => Akka.Actor.Props.Create(() => new XdsServerActor(context));

    /// <summary>A stream that failed has lost what it knew of its client: it ends, and the client comes back.</summary>
    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(_ => Directive.Stop);

    protected override void PreStart()
    {
        var self = Self;
        _subscription = _context.Feed.Subscribe(() =>
        {
            if (Interlocked.Exchange(ref _isWoken, 1) == 0) self.Tell(new Message.Published());
        });
    }

    protected override void PostStop() => _subscription?.Dispose();

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case Message.Open open:
                Open(open.Link);
                break;
            case Message.Published:
                Volatile.Write(ref _isWoken, 0);
                foreach (var stream in _streams) stream.Tell(XdsStreamActor.Message.Wake.Now);
                break;
            case Message.Finished:
                _finished.Add(Sender);
                break;
            case FleetMessage.Seen seen:
                Speak(seen);
                break;
            case Message.Drain drain:
                Drain(drain.Over);
                break;
            case Message.Leave leave:
                leave.Stream.Tell(new XdsStreamActor.Message.End(NodeLeaves.Refusal));
                break;
            case Terminated terminated:
                OnEnded(terminated.ActorRef);
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private void Open(StreamLink link)
    {
        if ((_callers.Refusal(link.Caller) ?? Refusal()) is { } refusal)
        {
            _context.Counters.StreamTurnedAway();
            link.TurnAway(refusal);
            return;
        }

        var stream = Context.Watch(Context.ActorOf(XdsStreamActor.Props(_context, link)));
        _streams.Add(stream);
        _callers.Begin(stream, link.Caller);
        _context.Counters.StreamOpened();
    }

    private RpcException? Refusal()
    {
        if (_isDraining) return NodeLeaves.Refusal;
        if (_streams.Count >= _context.Settings.StreamsMax)
            return new RpcException(new Status(StatusCode.ResourceExhausted, $"this control node has {_streams.Count} streams, as many as it may; connect to another"));
        if (_opens.TryTake(_context.Clock.Now, out var wait)) return null;
        // Whoever has to wait comes back at some time of the next seconds, not all at once.
        var pushback = (long)Math.Ceiling(wait.TotalMilliseconds + (1000 * _context.Random.NextDouble()));
        return new RpcException(
            new Status(StatusCode.ResourceExhausted, $"more than {_context.Settings.OpensPerSecond} new streams a second; try again in {pushback} ms"),
            new Metadata { { "grpc-retry-pushback-ms", pushback.ToString(CultureInfo.InvariantCulture) } });
    }

    /// <summary>The stream that came last speaks for its proxy. What an earlier one says goes no further, however late it comes.</summary>
    private void Speak(FleetMessage.Seen seen)
    {
        var proxy = seen.State.Proxy.Key;
        if (_proxies.TryAdd(Sender, proxy)) _speakers[proxy] = Sender;
        if (Sender.Equals(_speakers.GetValueOrDefault(proxy))) _context.Fleet.Forward(seen);
    }

    private void OnEnded(IActorRef stream)
    {
        if (!_streams.Remove(stream)) return;
        _callers.End(stream);
        var isInOrder = _finished.Remove(stream);
        _context.Counters.StreamGone();
        if (_proxies.Remove(stream, out var proxy) && _speakers.TryGetValue(proxy, out var speaker) && speaker.Equals(stream))
        {
            _speakers.Remove(proxy);
            _context.Fleet.Tell(new FleetMessage.Gone(proxy) { IsInOrder = isInOrder }, stream);
        }

        if (_isDraining) TellDrained();
    }

    private void Drain(TimeSpan over)
    {
        _drainAskers.Add(Sender);
        if (!_isDraining)
        {
            _isDraining = true;
            // Not faster than the other nodes let them in.
            over = TimeSpan.FromTicks(Math.Min(over.Ticks, TimeSpan.TicksPerSecond * _streams.Count / _context.Settings.OpensPerSecond));
            foreach (var stream in _streams) Timers.StartSingleTimer(stream, new Message.Leave(stream), over * _context.Random.NextDouble());
        }

        TellDrained();
    }

    private void TellDrained()
    {
        if (_streams.Count > 0) return;
        foreach (var asker in _drainAskers) asker.Tell(new Message.Drained());
        _drainAskers.Clear();
    }
}

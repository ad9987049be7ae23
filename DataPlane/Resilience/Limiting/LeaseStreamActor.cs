using ActorMesh.Runtime.Contracts.Control;
using ActorMesh.Runtime.Time;
using Akka.Actor;
using Akka.Event;

namespace ActorMesh.DataPlane.Resilience.Limiting;

/// <summary>
/// Speaks with the control plane for all leased buckets of this sidecar: over one stream to one of its nodes, and when that breaks, to the next.
/// </summary>
public sealed class LeaseStreamActor : UntypedActor, IWithTimers
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan ReconnectMin = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan ReconnectMax = TimeSpan.FromSeconds(5);

    private readonly LeasedBuckets _buckets;
    private readonly TimeProvider _clock;
    private readonly Random _random;
    private readonly ReconnectDelay _delay;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly HashSet<LeasedBucket> _active = [];
    private IReadOnlyList<Uri> _servers = [];
    private LeaseStream? _stream;
    private bool _isUp;
    private bool _isLost;
    private int _next;

    /// <param name="random">Used by this actor alone.</param>
    public LeaseStreamActor(LeasedBuckets buckets, TimeProvider clock, Random random)
    {
        (_buckets, _clock, _random) = (buckets, clock, random);
        _delay = new ReconnectDelay(random, ReconnectMin, ReconnectMax);
    }

    public abstract record Message
    {
        /// <summary>The control nodes that may be asked, any of them; none for no control plane.</summary>
        public sealed record Use(IReadOnlyList<Uri> Servers) : Message;

        internal sealed record Wanted(LeasedBucket Bucket) : Message;

        internal sealed record Up(object Stream) : Message;

        internal sealed record Heard(object Stream, LeaseAnswer Answer) : Message;

        internal sealed record Broken(object Stream, string Reason) : Message;

        internal sealed record Connect : Message;

        internal sealed record Look : Message;
    }

    public ITimerScheduler Timers { get; set; } = null!; // Set by Akka before the first message.

    public static Props Props(LeasedBuckets buckets, TimeProvider clock, Random random) =>
        Akka.Actor.Props.Create(() => new LeaseStreamActor(buckets, clock, random));

    protected override void PreStart() => Timers.StartPeriodicTimer("look", new Message.Look(), LookEvery);

    protected override void PostStop() => Close();

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case Message.Use use:
                Use(use.Servers);
                break;
            case Message.Connect:
                Connect();
                break;
            case Message.Up up when ReferenceEquals(up.Stream, _stream):
                (_isUp, _isLost) = (true, false);
                _delay.Succeed();
                var self = Self;
                _buckets.Link(bucket => self.Tell(new Message.Wanted(bucket), ActorRefs.NoSender));
                break;
            case Message.Wanted wanted:
                Ask(wanted.Bucket);
                break;
            case Message.Heard heard when ReferenceEquals(heard.Stream, _stream):
                _buckets.Known(LeaseMessages.Key(heard.Answer.Limit))?.Hear(LeaseMessages.Reply(heard.Answer), _clock.Now);
                break;
            case Message.Broken broken when ReferenceEquals(broken.Stream, _stream):
                OnBroken(broken.Reason);
                break;
            case Message.Look:
                Look();
                break;
            case Message:
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private void Use(IReadOnlyList<Uri> servers)
    {
        if (servers.SequenceEqual(_servers)) return;
        // Not all sidecars begin with the same node.
        (_servers, _next, _isLost) = (servers, _random.Next(Math.Max(1, servers.Count)), false);
        _delay.Succeed();
        Close();
        Connect();
    }

    private void Connect()
    {
        if (_stream is not null || _servers.Count == 0) return;
        var self = Self;
        _stream = LeaseStream.Open(
            _servers[_next++ % _servers.Count],
            stream => self.Tell(new Message.Up(stream), ActorRefs.NoSender),
            (stream, answer) => self.Tell(new Message.Heard(stream, answer), ActorRefs.NoSender),
            (stream, reason) => self.Tell(new Message.Broken(stream, reason), ActorRefs.NoSender));
    }

    private void OnBroken(string reason)
    {
        if (!_isLost) _log.Warning("leases of rate limits: no connection to a control node: {0}", reason);
        Close();
        _isLost = true;
        Timers.StartSingleTimer("connect", new Message.Connect(), _delay.Fail());
    }

    private void Close()
    {
        _isUp = false;
        _buckets.Unlink();
        _stream?.Dispose();
        _stream = null;
        foreach (var bucket in _active) bucket.Reconnected();
        _active.Clear();
    }

    private void Ask(LeasedBucket bucket)
    {
        var now = _clock.Now;
        if (_isUp && _stream!.TryAsk(LeaseMessages.Ask(bucket.Name, bucket.Ask(now)))) _active.Add(bucket);
        else bucket.Fail(now);
    }

    private void Look()
    {
        if (!_isUp) return;
        var now = _clock.Now;
        foreach (var bucket in _active)
        {
            if (bucket.Look(now) is { } report && !_stream!.TryAsk(LeaseMessages.Ask(bucket.Name, report))) bucket.Fail(now);
            if (!bucket.IsActive) _active.Remove(bucket);
        }
    }
}

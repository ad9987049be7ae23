using ActorMesh.Runtime.Contracts.Control;
using ActorMesh.Runtime.Time;
using Akka.Actor;
using Akka.Event;

namespace ActorMesh.DataPlane.Resilience.Limiting;

/// <summary>
/// Speaks with the control plane for all leased buckets of this sidecar, once there is a limit: over one way to one of its nodes, and when that
/// breaks, over the next.
/// </summary>
public sealed class LeaseStreamActor : UntypedActor, IWithTimers
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(100);

    /// <summary>Of a node that is asked and says nothing; the first answer comes over a connection that is only being made.</summary>
    private static readonly TimeSpan SilenceMax = TimeSpan.FromSeconds(2), FirstSilenceMax = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan ReconnectMin = TimeSpan.FromMilliseconds(200), ReconnectMax = TimeSpan.FromSeconds(5);

    /// <summary>Sidecars that lost the same node come back to the others within it: until then what limits say of errors holds.</summary>
    private static readonly TimeSpan Spread = TimeSpan.FromMilliseconds(500);

    /// <summary>Who does not know leases will not learn them soon.</summary>
    private static readonly TimeSpan PauseWhereUnknown = TimeSpan.FromMinutes(5);

    private readonly LeasedBuckets _buckets;
    private readonly TimeProvider _clock;
    private readonly Random _random;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly LeaseConversation _conversation = new();
    private readonly HashSet<LeasedBucket> _early = [];
    private IReadOnlyList<Func<LeaseEvents, ILeaseTransport>> _ways = [];
    private ReconnectDelay _delay;
    private ILeaseTransport? _transport;
    private Instant? _unanswered;
    private bool _isNeeded, _isUp, _hasComplained;
    private int _next, _opened;

    /// <param name="random">Used by this actor alone.</param>
    public LeaseStreamActor(LeasedBuckets buckets, TimeProvider clock, Random random)
    {
        (_buckets, _clock, _random) = (buckets, clock, random);
        _delay = Delay(1);
    }

    public abstract record Message
    {
        /// <summary>Ways to control nodes that may be asked, any of them; none for no control plane.</summary>
        public sealed record Use(IReadOnlyList<Func<LeaseEvents, ILeaseTransport>> Ways) : Message;

        /// <summary>Whether what runs has limits of the whole mesh.</summary>
        public sealed record Need(bool HasLimits) : Message;

        internal sealed record Wanted(LeasedBucket Bucket) : Message;

        internal sealed record Heard(int Opened, LeaseAnswer Answer) : Message;

        internal sealed record Broken(int Opened, string Reason, bool IsForeign) : Message;

        internal sealed record Connect : Message;

        internal sealed record Look : Message;
    }

    public ITimerScheduler Timers { get; set; } = null!; // Set by Akka before the first message.

    public static Props Props(LeasedBuckets buckets, TimeProvider clock, Random random) =>
        Akka.Actor.Props.Create(() => new LeaseStreamActor(buckets, clock, random));

    protected override void PostStop() => Close();

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case Message.Use use:
                // Not all sidecars begin with the same node.
                (_ways, _next, _delay) = (use.Ways, _random.Next(Math.Max(1, use.Ways.Count)), Delay(use.Ways.Count));
                Begin();
                break;
            case Message.Need need when need.HasLimits != _isNeeded:
                _isNeeded = need.HasLimits;
                Begin();
                break;
            case Message.Connect:
                Connect();
                break;
            case Message.Wanted wanted:
                Want(wanted.Bucket);
                break;
            case Message.Heard heard when heard.Opened == _opened && _transport is not null:
                Hear(heard.Answer);
                break;
            case Message.Broken broken when broken.Opened == _opened && _transport is not null:
                OnBroken(broken.Reason, broken.IsForeign);
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

    private ReconnectDelay Delay(int ways) => new(_random, ReconnectMin, ReconnectMax) { Places = ways, Spread = Spread };

    private void Begin()
    {
        Timers.Cancel("connect");
        Close();
        if (_ways.Count == 0 || !_isNeeded) return;
        // Requests that come now may wait for the first connection.
        Link();
        Connect();
    }

    private void Connect()
    {
        var (self, opened) = (Self, ++_opened);
        _transport = _ways[_next++ % _ways.Count](new LeaseEvents(
            answer => self.Tell(new Message.Heard(opened, answer), ActorRefs.NoSender),
            (reason, isForeign) => self.Tell(new Message.Broken(opened, reason, isForeign), ActorRefs.NoSender)));
        Timers.StartPeriodicTimer("look", new Message.Look(), LookEvery);
        // It names no limit: whoever answers knows leases.
        Send(new LeaseAsk());
    }

    private void Hear(LeaseAnswer answer)
    {
        _unanswered = null;
        if (!_isUp) OnUp();
        _conversation.Hear(answer, _clock.Now);
    }

    private void OnUp()
    {
        (_isUp, _hasComplained) = (true, false);
        _delay.Succeed();
        Link();
        foreach (var bucket in _early.ToList()) Want(bucket);
        _early.Clear();
    }

    private void Want(LeasedBucket bucket)
    {
        if (_isUp) Send(_conversation.Ask(bucket, _clock.Now));
        else if (_transport is not null && _buckets.IsLinked) _early.Add(bucket);
        else bucket.Fail(_clock.Now);
    }

    private void Send(LeaseAsk ask)
    {
        if (_transport is not { } transport) return;
        _unanswered ??= _clock.Now;
        if (!transport.TryAsk(ask)) OnBroken("the connection is too slow for what is asked", isForeign: false);
    }

    private void Look()
    {
        if (_unanswered is { } since && _clock.Now - since >= (_isUp ? SilenceMax : FirstSilenceMax)) OnBroken("the control node does not answer", isForeign: false);
        else if (_isUp) foreach (var report in _conversation.Look(_clock.Now)) Send(report);
    }

    private void OnBroken(string reason, bool isForeign)
    {
        var what = isForeign ? "this control plane has none, and what the limits say of errors holds" : "no control node can be asked";
        if (!_hasComplained) _log.Warning("limits of the whole mesh: {0}: {1}", what, reason);
        _hasComplained = true;
        Close();
        Timers.StartSingleTimer("connect", new Message.Connect(), isForeign ? PauseWhereUnknown : _delay.Fail());
    }

    private void Link()
    {
        var self = Self;
        _buckets.Link(bucket => self.Tell(new Message.Wanted(bucket), ActorRefs.NoSender));
    }

    private void Close()
    {
        Timers.Cancel("look");
        _buckets.Unlink();
        _transport?.Dispose();
        (_transport, _isUp, _unanswered) = (null, false, null);
        _conversation.End();
        foreach (var bucket in _early) bucket.Fail(_clock.Now);
        _early.Clear();
    }
}

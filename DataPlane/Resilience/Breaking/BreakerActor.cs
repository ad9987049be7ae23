using ActorMesh.Runtime.Time;
using Akka.Actor;
using Akka.Event;

namespace ActorMesh.DataPlane.Resilience.Breaking;

/// <summary>
/// Stands beside a breaker: looks at it when time alone is to move it, so that it half-opens and finds hung probes without traffic too, and
/// logs its transitions. Streams tell it of each, and of nothing else.
/// </summary>
public sealed class BreakerActor : UntypedActor, IWithTimers
{
    private const string LookTimer = "look";

    /// <summary>Akka's timers know no less.</summary>
    private static readonly TimeSpan SoonestLook = TimeSpan.FromMilliseconds(1);

    private readonly string _owner;
    private readonly BreakerGate _gate;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private int _logged;

    public BreakerActor(string owner, BreakerGate gate) => (_owner, _gate) = (owner, gate);

    public abstract record Message
    {
        /// <summary>The breaker has come into another state.</summary>
        internal sealed record Edge : Message
        {
            public static readonly Edge Instance = new();
        }

        /// <summary>Time may have moved it.</summary>
        internal sealed record Look : Message
        {
            public static readonly Look Instance = new();
        }
    }

    public ITimerScheduler Timers { get; set; } = null!; // Set by Akka before the first message.

    /// <param name="owner">Whose breaker it is, for the log: <c>cluster orders</c>.</param>
    /// <param name="gate">The breaker.</param>
    public static Props Props(string owner, BreakerGate gate) => Akka.Actor.Props.Create(() => new BreakerActor(owner, gate));

    protected override void PreStart()
    {
        var self = Self;
        _gate.Watch(() => self.Tell(Message.Edge.Instance));
        Look();
    }

    protected override void PostStop() => _gate.Watch(null);

    protected override void OnReceive(object message)
    {
        if (message is Message) Look();
        else Unhandled(message);
    }

    private void Look()
    {
        var due = _gate.Advance();
        foreach (var transition in _gate.History.Where(one => one.To.Generation > _logged)) Log(transition);
        if (due == Instant.Never) Timers.Cancel(LookTimer);
        else Timers.StartSingleTimer(LookTimer, Message.Look.Instance, Max(due - _gate.Clock.Now, SoonestLook));
    }

    private void Log(BreakerTransition transition)
    {
        _logged = transition.To.Generation;
        var observed = _gate.Settings.Mode == BreakerMode.Observe ? " It is observed only: nothing is refused." : "";
        var cause = transition.To.Cause;
        switch (transition.To.State)
        {
            case BreakerState.Open:
                _log.Warning("{0}: the breaker opens for {1:0.0} s: {2}.{3}", _owner, transition.OpenFor.TotalSeconds, cause, observed);
                break;
            case BreakerState.Isolated:
                _log.Warning("{0}: the breaker is held open: {1}.", _owner, cause);
                break;
            case BreakerState.HalfOpen:
                _log.Info("{0}: the breaker lets probes through: {1}.{2}", _owner, cause, observed);
                break;
            default:
                // Whoever read that it opened is to read that it is over.
                _log.Warning("{0}: the breaker closes: {1}.{2}", _owner, cause, observed);
                break;
        }
    }

    private static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;
}

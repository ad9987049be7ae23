using ActorMesh.Runtime.Contracts.Cluster;
using ActorMesh.Runtime.Contracts.Control;
using ActorMesh.Runtime.Time;
using Akka.Actor;
using Google.Protobuf.WellKnownTypes;
using Verdict = ActorMesh.Runtime.Contracts.Control.LeaseAnswer.Types.Verdict;

namespace ActorMesh.ControlPlane.RateLimits;

/// <summary>Holds the true buckets of one slot of limits, for all sidecars of the mesh. It moves with its shard from control node to control node.</summary>
public sealed class RateLimitCoordinatorActor : UntypedActor, IWithTimers
{
    private static readonly TimeSpan SweepEvery = TimeSpan.FromSeconds(10);

    private readonly RateLimitContext _context;
    private readonly LeaseCoordinator _coordinator;

    public RateLimitCoordinatorActor(RateLimitContext context)
    {
        _context = context;
        // The wall clock only orders coordinators, and need not be right: one that turns out to be too low takes a higher number.
        var term = new CoordinatorTerm { Epoch = context.Limits().Epoch, Incarnation = context.Clock.GetUtcNow().ToUnixTimeMilliseconds() };
        _coordinator = new LeaseCoordinator(term, context.Times, context.Clock.Now);
    }

    public abstract record Message
    {
        internal sealed record Sweep : Message;
    }

    public ITimerScheduler Timers { get; set; } = null!; // Set by Akka before the first message.

    public static Props Props(RateLimitContext context) => Akka.Actor.Props.Create(() => new RateLimitCoordinatorActor(context));

    protected override void PreStart() => Timers.StartPeriodicTimer("sweep", new Message.Sweep(), SweepEvery);

    protected override void OnReceive(object message)
    {
        var now = _context.Clock.Now;
        switch (message)
        {
            case CoordinatedAsk { Ask: { } ask, Sidecar: var sidecar } when LimitKey.Of(ask.Limit) is { } key:
                Sender.Tell(new CoordinatedAnswer
                {
                    Answer = _coordinator.Ask(sidecar, ask, key, _context.Limits().Limits.Find(key), _context.Permit.IsValid, now),
                });
                break;
            case SpendTokens { Hits: >= 0 } spend when LimitKey.Of(spend.Limit) is { } key:
                Sender.Tell(Spend(key, spend.Hits, now));
                break;
            case Message.Sweep:
                _coordinator.Sweep(now);
                break;
            case WakeCoordinator:
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private TokensSpent Spend(LimitKey key, int hits, Instant now)
    {
        var limit = _context.Limits().Limits.Find(key);
        var (verdict, reading) = _coordinator.Spend(hits, key, limit, _context.Permit.IsValid, now);
        return new TokensSpent
        {
            Verdict = verdict,
            Remaining = verdict == Verdict.Unsettled ? 0 : reading.Free,
            UntilNext = Duration.FromTimeSpan(reading.UntilNext),
            UntilFull = Duration.FromTimeSpan(reading.UntilFull),
            Rate = limit?.Rate ?? 0,
            Burst = limit?.Burst ?? 0,
        };
    }
}

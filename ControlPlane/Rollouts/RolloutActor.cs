using ActorMesh.ControlPlane.Resources;
using ActorMesh.Runtime.Contracts;
using ActorMesh.Runtime.Contracts.Cluster;
using Akka.Actor;
using Akka.Cluster.Tools.PublishSubscribe;
using Akka.Event;
using Google.Protobuf.WellKnownTypes;

namespace ActorMesh.ControlPlane.Rollouts;

/// <summary>
/// Keeps the ledger of who runs what, and moves rollouts on or takes them back. It lives on the leader; all control nodes tell it what changes
/// with them, and hear its report.
/// </summary>
public sealed class RolloutActor : UntypedActor, IWithTimers
{
    /// <summary>How often it says that it is there, and what it has of each node.</summary>
    public static readonly TimeSpan AnnounceInterval = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan LookInterval = TimeSpan.FromMilliseconds(500);

    /// <summary>The authority has that long to carry out what it was asked for.</summary>
    private static readonly TimeSpan AskAgainAfter = TimeSpan.FromSeconds(5);

    private readonly IActorRef _authority;
    private readonly IActorRef _mediator;
    private readonly TimeProvider _clock;
    private readonly RolloutLedger _ledger = new();
    private readonly ErrorTallies _errors = new();
    private readonly RolloutWatch _watch = new();
    private readonly ILoggingAdapter _log = Context.GetLogger();

    private PublishedMesh? _mesh;
    private RolloutStep? _rollout;
    private (long Stable, long Canary, int Percent) _targets;
    private DateTimeOffset _published;
    private DateTimeOffset? _askedAt;
    private string _note = "";

    public RolloutActor(IActorRef authority, IActorRef mediator, TimeProvider clock) => (_authority, _mediator, _clock) = (authority, mediator, clock);

    private abstract record Message
    {
        internal sealed record Announce : Message;

        internal sealed record Look : Message;
    }

    public ITimerScheduler Timers { get; set; } = null!; // Set by Akka before the first message.

    /// <summary>Takes <see cref="PublishedMesh"/> and <see cref="LedgerDelta"/>.</summary>
    /// <param name="authority">Is told <see cref="EndRollout"/>.</param>
    public static Props Props(IActorRef authority, IActorRef mediator, TimeProvider clock) =>
        Akka.Actor.Props.Create(() => new RolloutActor(authority, mediator, clock));

    protected override void PreStart()
    {
        Timers.StartPeriodicTimer("announce", new Message.Announce(), AnnounceInterval);
        Timers.StartPeriodicTimer("look", new Message.Look(), LookInterval);
    }

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case PublishedMesh mesh:
                Published(mesh);
                break;
            case LedgerDelta delta:
                Take(delta);
                break;
            case Message.Announce:
                Announce();
                break;
            case Message.Look:
                _ledger.Look(_clock.GetUtcNow());
                Look();
                break;
            case MeshOutcome { Refused: { } refused }:
                _log.Warning("the rollout stays as it is: {0}", refused.What);
                _note = refused.What;
                break;
            case MeshOutcome:
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private void Published(PublishedMesh mesh)
    {
        var now = _clock.GetUtcNow();
        _mesh = mesh;
        _rollout = RolloutStep.Of(mesh);
        var targets = (mesh.Stable?.Version ?? 0, _rollout?.Version ?? 0, mesh.CanaryPercent);
        if (targets != _targets) (_targets, _published) = (targets, now);
        _errors.Keep(_targets.Stable, _targets.Canary);
        if (_watch.Begin(_rollout, now))
        {
            _errors.BeginStep();
            (_askedAt, _note) = (null, "");
        }
        Announce();
    }

    private void Take(LedgerDelta delta)
    {
        if (!_ledger.Take(delta, _clock.GetUtcNow())) return;
        foreach (var errors in delta.Errors)
            if (_ledger.Find(new ProxyKey(errors.Service, errors.Proxy)) is { } proxy) _errors.Count(proxy, errors.Requests, errors.Failures);
        // A refusal is dealt with at once; all else has time.
        if (_rollout is { } rollout && delta.Entries.Any(entry => entry.Refused == rollout.Version)) Look();
    }

    private void Look()
    {
        if (_rollout is not { } rollout) return;
        var now = _clock.GetUtcNow();
        var decision = _watch.Look(rollout, _ledger.Proxies, _errors, now);
        if (_askedAt is { } asked && now - asked < AskAgainAfter) return;
        _note = decision.Note;
        if (Order(rollout, decision) is not { } order) return;
        _askedAt = now;
        _log.Info("version {0}: {1}", rollout.Version, decision.Note);
        _authority.Tell(order, Self);
    }

    private static EndRollout? Order(RolloutStep rollout, RolloutDecision decision) => decision switch
    {
        RolloutDecision.Widen widen => new EndRollout { Version = rollout.Version, IsSuccess = true, WidenToPercent = widen.Percent, Reason = widen.Note },
        RolloutDecision.Finish finish => new EndRollout { Version = rollout.Version, IsSuccess = true, Reason = finish.Note },
        RolloutDecision.RollBack back => new EndRollout { Version = rollout.Version, Reason = back.Note },
        _ => null,
    };

    private void Announce()
    {
        if (_mesh is not { } mesh) return;
        var proxies = _ledger.Proxies;
        var announcement = new RolloutAnnouncement
        {
            Epoch = mesh.Epoch,
            Report = RolloutReports.Of(mesh, _rollout, proxies, DistributionSpread.Of(proxies, TargetOf, _published)),
        };
        announcement.Report.Note = _note;
        if (_rollout is not null) announcement.Report.StepBegan = _watch.Since.ToTimestamp();
        announcement.Marks.AddRange(_ledger.Marks());
        _mediator.Tell(new Publish(MeshTopics.Rollouts, announcement), Self);
    }

    private long TargetOf(LedgerProxy proxy) =>
        _rollout is { } rollout && CanaryShare.Includes(proxy.Proxy, rollout.Version, rollout.Percent) ? rollout.Version : _targets.Stable;
}

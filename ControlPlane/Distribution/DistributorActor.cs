using ActorMesh.ControlPlane.Resources;
using ActorMesh.Runtime.Contracts;
using ActorMesh.Runtime.Contracts.Cluster;
using ActorMesh.Runtime.Identity;
using Akka.Actor;
using Akka.Cluster.Tools.PublishSubscribe;
using Akka.Event;

namespace ActorMesh.ControlPlane.Distribution;

/// <summary>
/// Brings what the authority publishes into force on one control node. Notices come by pub-sub and may be lost, doubled or late, so it also asks,
/// again and again. What cannot be run is refused, and what ran before goes on.
/// </summary>
public sealed class DistributorActor : UntypedActor, IWithTimers
{
    /// <summary>How often it asks, whatever it hears.</summary>
    public static readonly TimeSpan PullInterval = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan QuietMax = TimeSpan.FromSeconds(1);

    private const int LostShown = 20;

    private readonly DistributorSettings _settings;
    private readonly LastGood _lastGood = new();
    private readonly QuietTime _changes = new(Quiet, QuietMax);
    private readonly MeshWriting _writing;
    private readonly ILoggingAdapter _log = Context.GetLogger();

    private TakenMesh? _inForce;
    private TakenMesh? _next;
    private bool _isCompiling;
    private bool _haveEndpointsChanged;
    private bool _isAhead;
    private DistributionStatus _status = DistributionStatus.Nothing;

    public DistributorActor(DistributorSettings settings)
    {
        _settings = settings;
        _writing = new MeshWriting(settings.File, Self);
    }

    public abstract record Message
    {
        /// <summary>The registry knows other endpoints: what is in force is compiled again.</summary>
        public sealed record EndpointsChanged : Message;

        internal sealed record Pull : Message;

        internal sealed record Kept(PublishedMesh? Mesh, string? Problem) : Message;

        internal sealed record Compile : Message;

        internal sealed record Compiled(TakenMesh Taken, MeshResources? Resources, string? Refusal) : Message;

        internal sealed record Written(string? Problem) : Message;
    }

    public ITimerScheduler Timers { get; set; } = null!; // Set by Akka before the first message.

    public static Props Props(DistributorSettings settings) => Akka.Actor.Props.Create(() => new DistributorActor(settings));

    protected override void PreStart()
    {
        _settings.Mediator.Tell(new Subscribe(MeshTopics.Publications, Self));
        _writing.Read();
        Timers.StartPeriodicTimer("pull", new Message.Pull(), PullInterval);
        Pull();
    }

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case PublicationNotice notice:
                Hear(notice);
                break;
            case PublicationState state:
                Answered(state);
                break;
            case Message.Pull:
                Pull();
                _writing.TryAgain();
                break;
            case Message.EndpointsChanged:
                _haveEndpointsChanged = true;
                Changed();
                break;
            case Message.Compile:
                Compile();
                break;
            case Message.Compiled compiled:
                Compiled(compiled);
                break;
            case Message.Kept kept:
                Kept(kept);
                break;
            case Message.Written written:
                _writing.Done(written.Problem is null);
                Show(_status with { DiskProblem = Said(written.Problem) });
                break;
            case SubscribeAck:
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private void Hear(PublicationNotice notice)
    {
        var order = new PublicationOrder(notice.Epoch, notice.Sequence);
        var verdict = _lastGood.Hear(order);
        if (verdict == PublicationVerdict.Stale) Show(_status);
        if (verdict != PublicationVerdict.Newer) return;
        if (notice.Mesh is { } mesh && PublicationOrder.Of(mesh) == order) Take(mesh, fromDisk: false);
        else Pull();
    }

    private void Answered(PublicationState state)
    {
        var summary = state.Summary;
        if (summary is not null && (summary.Epoch >= _lastGood.Known.Epoch || summary.Trouble.Length > 0)) Show(_status with { AnsweredAt = _settings.Clock.GetUtcNow(), Summary = summary });
        if (state.Mesh is { } mesh) Take(mesh, fromDisk: false);
        else if (summary is not null && new PublicationOrder(summary.Epoch, summary.Sequence) == _lastGood.InForce) Confirmed();
        if (summary is not null) Compare(summary);
    }

    // Whoever leads by a journal that lost entries has to hear of those that must not be forgotten.
    private void Compare(PublishedMeshSummary summary)
    {
        var wasAhead = _isAhead;
        _isAhead = _lastGood.Known.Epoch > summary.Epoch || _lastGood.Known.Sequence > summary.Sequence;
        if (_isAhead && !wasAhead) Pull();
    }

    private void Pull()
    {
        var pull = new PullPublication { Epoch = _lastGood.Known.Epoch, Sequence = _lastGood.Known.Sequence };
        if (_isAhead) pull.Denied.AddRange(_settings.Feed.Denied.Peers);
        _settings.Authority.Tell(pull, Self);
    }

    private void Kept(Message.Kept kept)
    {
        if (kept.Problem is not null) Show(_status with { DiskProblem = Said(kept.Problem) });
        if (kept.Mesh is not { } mesh) return;
        Take(mesh, fromDisk: true);
        // Who leads has to know what this node has before it speaks for the mesh.
        Pull();
    }

    private void Take(PublishedMesh mesh, bool fromDisk)
    {
        var order = PublicationOrder.Of(mesh);
        var isOfAnotherJournal = mesh.AboveEpoch >= _lastGood.Known.Epoch;
        var verdict = _lastGood.Take(order, mesh.AboveEpoch);
        if (verdict == PublicationVerdict.Stale) Show(_status);
        if (verdict == PublicationVerdict.Known && order == _lastGood.InForce && !fromDisk) Confirmed();
        if (verdict == PublicationVerdict.Behind && _status.LastRefusal?.Order != order) Refuse(order, $"it comes from a journal that does not know {_lastGood.Known}");
        if (verdict != PublicationVerdict.Newer) return;
        Deny(mesh, fromDisk, isOfAnotherJournal);
        if (PublishedMeshCheck.Problem(mesh) is { } problem)
        {
            Refuse(order, problem);
            return;
        }
        if (mesh.Stable is null) return; // Before the first mesh there is nothing but who is denied.
        _next = new TakenMesh(mesh, fromDisk);
        Changed();
    }

    /// <summary>At once and for good, also when the mesh beside it cannot be run: then what is in force is kept with it.</summary>
    private void Deny(PublishedMesh mesh, bool fromDisk, bool isOfAnotherJournal)
    {
        var before = _settings.Feed.Denied;
        // The feed outlives this actor, and knows more than the disk.
        if ((fromDisk && !before.IsEmpty) || before.Peers.SequenceEqual(mesh.Denied.Order(StringComparer.Ordinal), StringComparer.Ordinal)) return;
        if (isOfAnotherJournal && before.Peers.Except(mesh.Denied, StringComparer.Ordinal).ToList() is { Count: > 0 } lost)
            _log.Warning("the journal of {0} does not deny {1} of those who were denied here, and they are let in again: {2}; actormesh cert deny denies them anew", PublicationOrder.Of(mesh), lost.Count, string.Join(", ", lost.Take(LostShown)));
        _settings.Feed.Deny(new DenyList(mesh.Denied));
        if (_inForce is not { } inForce) return;
        var kept = inForce.Mesh.Clone();
        kept.Denied.Clear();
        kept.Denied.AddRange(mesh.Denied);
        _writing.Write(kept);
    }

    private void Confirmed()
    {
        if (_status.IsFromDisk) Show(_status with { IsFromDisk = false });
    }

    private void Changed()
    {
        if (_inForce is null && _next is null) return;
        Timers.StartSingleTimer("compile", new Message.Compile(), _changes.Change(_settings.Clock.GetUtcNow()));
    }

    private void Compile()
    {
        // What comes meanwhile is compiled when this is done.
        if (_isCompiling || (_next ?? _inForce) is not { } taken) return;
        _isCompiling = true;
        _haveEndpointsChanged = false;
        _changes.Clear();
        var compile = _settings.Compile;
        _ = Task.Run(() => new Message.Compiled(taken, compile(taken.Mesh), null))
            .PipeTo(Self, failure: e => new Message.Compiled(taken, null, e.Message));
    }

    private void Compiled(Message.Compiled compiled)
    {
        _isCompiling = false;
        if (compiled.Resources is { } resources) BringIntoForce(compiled.Taken, resources);
        else Refuse(compiled.Taken.Order, compiled.Refusal!);
        if (ReferenceEquals(_next, compiled.Taken)) _next = null;
        if (_next is not null || _haveEndpointsChanged) Changed();
    }

    private void BringIntoForce(TakenMesh taken, MeshResources resources)
    {
        // The feed outlives this actor: after a restart it may have more than what is known here.
        var fed = _settings.Feed.Current;
        if (taken.Order < new PublicationOrder(fed.Epoch, fed.Sequence) || !_lastGood.Accept(taken.Order)) return;
        var isNew = !ReferenceEquals(_inForce, taken);
        _inForce = taken;
        _settings.Feed.Publish(resources);
        if (!isNew) return;
        if (!taken.IsFromDisk) _writing.Write(taken.Mesh);
        Show(_status with
        {
            InForce = taken.Order,
            Since = _settings.Clock.GetUtcNow(),
            IsFromDisk = taken.IsFromDisk,
            LastRefusal = _lastGood.Refused is null ? null : _status.LastRefusal,
        });
        _log.Info("{0} is in force, version {1}", taken.Order, taken.Mesh.Stable?.Version ?? 0);
    }

    private void Refuse(PublicationOrder order, string reason)
    {
        _lastGood.Refuse(order);
        _log.Error("{0} is refused, {1} stays in force: {2}", order, _lastGood.InForce, reason);
        if (_lastGood.Refused == order) Show(_status with { LastRefusal = new PublicationRefusal(order, _settings.Clock.GetUtcNow(), reason) });
    }

    private string? Said(string? problem)
    {
        if (problem is not null && problem != _status.DiskProblem) _log.Warning("{0}", problem);
        return problem;
    }

    private void Show(DistributionStatus status)
    {
        _status = status with { StaleRefused = _lastGood.StaleCount };
        _settings.Board.Show(_status);
    }
}

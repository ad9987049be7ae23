using ActorMesh.Runtime.Contracts.Cluster;
using Akka.Actor;
using Akka.Event;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace ActorMesh.ControlPlane.Authority;

/// <summary>
/// Decides what the mesh is: takes changes one after the other, writes each to the journal, and only then publishes it. There is one in the
/// cluster. When the journal fails it goes on reading out what it knows, refuses changes, and reads the journal again.
/// </summary>
public sealed class MeshAuthorityActor : UntypedActor, IWithTimers
{
    /// <summary>Changes that wait for those before them.</summary>
    public const int WaitingMax = 64;

    private const string Reading = "the journal is being read";

    private readonly AuthoritySettings _settings;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly Queue<PendingChange> _waiting = new();
    private readonly JournalLag _lag = new();
    private MeshHistory _history = MeshHistory.Empty;
    private IActorRef _publisher = ActorRefs.Nobody;
    private IActorRef _journal = ActorRefs.Nobody;
    private PendingChange? _current;
    private string _trouble = Reading;
    private long _epoch;
    private int _failures;
    private bool _usesSnapshots = true, _isWriting;
    private LookedAt _known = LookedAt.Nothing;

    public MeshAuthorityActor(AuthoritySettings settings) => _settings = settings;

    public abstract record Message
    {
        internal sealed record Checked(PendingChange Change, CheckOfChange Check) : Message;

        internal sealed record WriteTimeout : Message;

        internal sealed record RecoveryTimeout : Message;

        internal sealed record Retry : Message;
    }

    public ITimerScheduler Timers { get; set; } = null!; // Set by Akka before the first message.

    private bool IsLeading => _trouble.Length == 0;

    private string NodeOf(IActorRef sender) => sender.Path.Address is { Host: { } host, Port: { } port } ? $"{host}:{port}" : _settings.Node;

    private ChangeDecision Decide => new(_history, _settings.Clock.GetUtcNow()) { Lost = _lag.DeniedBeyond(_history) };

    private AuthorityAnswers Answers => new(_history, _settings.Node, _trouble, _lag.Of(_history), _settings.Clock.GetUtcNow());

    private MeshRefusal Refuse => new(_history.Stable?.Version ?? 0);

    public static Props Props(AuthoritySettings settings) => Akka.Actor.Props.Create(() => new MeshAuthorityActor(settings));

    protected override void PreStart()
    {
        if (_settings.Publisher is { } publisher) _publisher = Context.ActorOf(PublisherKeeperActor.Props(publisher(Self), _settings.Timings.RetryMin), "publishing");
        Read();
    }

    protected override void PostStop()
    {
        if (_current is { } current) current.Asker.Tell(Refuse.Uncertain("this control node stopped leading while the change was under way"));
        RefuseWaiting("this control node stops leading; another one takes over within seconds");
    }

    // A journal that fails is not restarted in place: what it failed for is looked at first.
    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(child => Directive.Stop);

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case ApplyMesh or RollBackMesh or EndRollout or CreateToken or SpendToken or RevokeToken or DenyPeer or AllowPeer:
                Take(new PendingChange((IMessage)message, Sender));
                break;
            case ReadHistory or ReadVersion or ReadTokens or FindToken or ReadDenials or PullPublication:
                // Another leader may have written what is lacking here: the journal tells.
                if (message is PullPublication pull && _lag.Hear(pull, NodeOf(Sender)) && IsLeading && _lag.Of(_history) is { } lag) Lose(lag, isCertain: false);
                Sender.Tell(Answers.To((IMessage)message));
                break;
            case Message.Checked done when ReferenceEquals(done.Change, _current):
                OnChecked(done.Change, done.Check);
                break;
            case Message own:
                OnTimer(own);
                break;
            case MeshJournalActor.Message told when Sender.Equals(_journal):
                OnJournal(told);
                break;
            case Terminated ended when ended.ActorRef.Equals(_journal):
                Lose("the journal's writer ended unexpectedly", isCertain: false);
                break;
            case Terminated or MeshJournalActor.Message:
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private void OnTimer(Message message)
    {
        switch (message)
        {
            case Message.Retry:
                Read();
                break;
            case Message.WriteTimeout when _isWriting:
                Lose($"the journal has not answered within {_settings.Timings.WriteMax.TotalSeconds:0.#} s", isCertain: false);
                break;
            case Message.RecoveryTimeout when !IsLeading:
                // It may still come, as when the database starts later than this node: the reading goes on.
                _trouble = $"the journal could not be read within {_settings.Timings.RecoveryMax.TotalSeconds:0.#} s";
                RefuseWaiting(_trouble);
                break;
        }
    }

    private void OnJournal(MeshJournalActor.Message message)
    {
        switch (message)
        {
            case MeshJournalActor.Message.Recovered recovered when _epoch > 0 && recovered.History.Epoch > _epoch && recovered.History.Leader != _settings.Node:
                StandBack(recovered.History);
                break;
            case MeshJournalActor.Message.Recovered recovered:
                _history = recovered.History;
                Write(new JournalEvent { At = Timestamp.FromDateTimeOffset(_settings.Clock.GetUtcNow()), EpochStarted = new EpochStarted { Epoch = _history.NextEpoch, Leader = _settings.Node } });
                break;
            case MeshJournalActor.Message.Appended appended:
                OnWritten(appended.History);
                break;
            case MeshJournalActor.Message.Failed failed:
                Lose(JournalFailure.Describe(failed.Cause), JournalFailure.IsCertain(failed.Cause));
                break;
            case MeshJournalActor.Message.Unreadable { Cause: JournalException { IsOfSnapshot: true } cause }:
                _log.Warning("{0}; every entry of the journal is read instead", cause.Message);
                _usesSnapshots = false;
                Read();
                break;
            case MeshJournalActor.Message.Unreadable unreadable:
                Lose(JournalFailure.DescribeReading(unreadable.Cause), isCertain: false);
                break;
        }
    }

    private void Take(PendingChange change)
    {
        if (!IsLeading && _trouble != Reading) change.Asker.Tell(Refuse.Journal(_trouble));
        else if (_waiting.Count >= WaitingMax) change.Asker.Tell(Refuse.Busy(_waiting.Count));
        else
        {
            _waiting.Enqueue(change);
            Next();
        }
    }

    private void Next()
    {
        while (IsLeading && _current is null && _waiting.TryDequeue(out var change)) Begin(change);
    }

    private void Begin(PendingChange change)
    {
        switch (change.Command)
        {
            case var command when _lag.Of(_history, command) is { } lag:
                change.Asker.Tell(Refuse.Behind(lag));
                break;
            case ApplyMesh apply when Decide.Early(apply) is { } outcome:
                change.Asker.Tell(outcome);
                break;
            case ApplyMesh apply:
                Check(change, apply.Document);
                break;
            case RollBackMesh rollBack:
                var (decided, _, document) = Decide.Early(rollBack);
                if (decided is not null) Carry(change, decided);
                else Check(change, document!);
                break;
            case var command:
                Carry(change, Decide.Of(command));
                break;
        }
    }

    private void Check(PendingChange change, MeshDocument document)
    {
        _current = change;
        var (known, running) = (_known, _history.Stable is { } stable ? _history.Documents.Find(stable.Hash) : null);
        _ = Task.Run(() => CheckOfChange.Of(document, running, known)).PipeTo(Self, success: check => new Message.Checked(change, check), failure: e => new Message.Checked(change, CheckOfChange.Failed(e)));
    }

    private void OnChecked(PendingChange change, CheckOfChange check)
    {
        _current = null;
        if (check.Unsound is { } unsound)
            change.Asker.Tell(check.IsTooLarge ? Refuse.TooLarge(unsound) : Refuse.Unsound(unsound, "send it again; when that fails too, check the file by itself"));
        else if (change.Command is ApplyMesh apply) Carry(change with { Found = check.Found }, Decide.Of(apply, check.Found, check.Running, _settings.HasIdentities));
        else Carry(change with { Found = check.Found }, Decide.Of((RollBackMesh)change.Command, check.Found, check.Running, _settings.HasIdentities));
        Next();
    }

    private void Carry(PendingChange change, Decision decision)
    {
        if (decision.Event is { } written)
        {
            _current = change with { Outcome = decision.Outcome };
            Write(written);
        }
        else change.Asker.Tell(decision.Outcome);
    }

    private void Write(JournalEvent written)
    {
        _isWriting = true;
        Timers.StartSingleTimer(nameof(Message.WriteTimeout), new Message.WriteTimeout(), _settings.Timings.WriteMax);
        _journal.Tell(new MeshJournalActor.Message.Append(written));
    }

    private void OnWritten(MeshHistory history)
    {
        _isWriting = false;
        var isNews = history.MeshSequence > _history.MeshSequence;
        _history = history;
        Timers.Cancel(nameof(Message.WriteTimeout));
        if (!IsLeading) Lead();
        _epoch = history.Epoch;
        if (_current is { } change)
        {
            _current = null;
            if (change.Found is { } found && history.Rollout is null) _known = found;
            change.Asker.Tell(change.Outcome);
        }

        if (isNews && _lag.Of(history) is null && Publication.Of(history) is { } mesh) _publisher.Tell(mesh);
        Next();
    }

    private void Lead()
    {
        if (_failures > 0) _log.Warning("the journal is well again; this node leads with epoch {0}", _history.Epoch);
        (_trouble, _failures, _usesSnapshots) = ("", 0, true);
        if (_lag.Of(_history) is { } lag) _log.Error("{0}; {1}", lag, JournalLag.Help);
        Timers.Cancel(nameof(Message.RecoveryTimeout));
    }

    private void Read()
    {
        Abandon();
        _journal = Context.Watch(Context.ActorOf(MeshJournalActor.Props(_usesSnapshots, _settings.JournalProblem)));
        Timers.StartSingleTimer(nameof(Message.RecoveryTimeout), new Message.RecoveryTimeout(), _settings.Timings.RecoveryMax);
    }

    private void Lose(string trouble, bool isCertain)
    {
        Abandon();
        _log.Error("{0}; no change is accepted until the journal was read again, and what runs runs on", trouble);
        _trouble = trouble;
        if (_current is { } change) change.Asker.Tell(isCertain || change.Outcome is null ? Refuse.Journal(trouble) : Refuse.Uncertain(trouble));
        _current = null;
        RefuseWaiting(trouble);
        Timers.StartSingleTimer(nameof(Message.Retry), new Message.Retry(), _settings.Timings.RetryAfter(_failures++));
    }

    /// <summary>Leaves the lead to who took it meanwhile. This node was paused or cut off, and its cluster will take it out.</summary>
    private void StandBack(MeshHistory history)
    {
        Abandon();
        _history = history;
        _epoch = 0;
        _trouble = $"{history.Leader} leads with epoch {history.Epoch}";
        _log.Warning("{0}; this node stands back for {1:0} s", _trouble, _settings.Timings.StandBack.TotalSeconds);
        RefuseWaiting(_trouble);
        Timers.StartSingleTimer(nameof(Message.Retry), new Message.Retry(), _settings.Timings.StandBack);
    }

    private void Abandon()
    {
        _isWriting = false;
        Timers.Cancel(nameof(Message.WriteTimeout));
        Timers.Cancel(nameof(Message.RecoveryTimeout));
        if (_journal.IsNobody()) return;
        Context.Unwatch(_journal);
        Context.Stop(_journal);
        _journal = ActorRefs.Nobody;
    }

    private void RefuseWaiting(string why)
    {
        while (_waiting.TryDequeue(out var change)) change.Asker.Tell(Refuse.Journal(why));
    }
}

using ActorMesh.Runtime.Contracts.Cluster;
using Akka.Actor;
using Akka.Event;
using Akka.Persistence;

namespace ActorMesh.ControlPlane.Authority;

/// <summary>
/// The journal's only writer on this node. It tells its parent what the journal holds, then writes what it is told, one event at a time. It ends
/// when the journal fails: only reading it again tells what was written.
/// </summary>
internal sealed class MeshJournalActor : UntypedPersistentActor, IWithTimers
{
    /// <summary>Events between two snapshots.</summary>
    public const int SnapshotEvery = 100;

    /// <summary>Names the mesh's events in the journal: it never changes.</summary>
    public const string Id = "mesh-authority";

    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(2);

    private readonly bool _usesSnapshots;
    private readonly Func<string?> _problem;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private MeshHistory _history = MeshHistory.Empty;

    public MeshJournalActor(bool usesSnapshots, Func<string?> problem) => (_usesSnapshots, _problem) = (usesSnapshots, problem);

    public abstract record Message
    {
        /// <summary>Told to the parent: what the journal holds.</summary>
        public sealed record Recovered(MeshHistory History) : Message;

        /// <summary>Told to the parent, before this actor ends.</summary>
        public sealed record Unreadable(Exception Cause) : Message;

        /// <summary>Answered with <see cref="Appended"/> or <see cref="Failed"/>.</summary>
        public sealed record Append(JournalEvent Event) : Message;

        public sealed record Appended(MeshHistory History) : Message;

        /// <summary>This actor ends after it.</summary>
        public sealed record Failed(Exception Cause) : Message;

        internal sealed record Look : Message;
    }

    public ITimerScheduler Timers { get; set; } = null!; // Set by Akka before the first message.

    public override string PersistenceId => Id;

    public override Recovery Recovery => _usesSnapshots ? Recovery.Default : new Recovery(SnapshotSelectionCriteria.None);

    /// <param name="usesSnapshots">False: reads every entry from the first.</param>
    /// <param name="problem">See <see cref="JournalSettings.Watch"/>.</param>
    public static Props Props(bool usesSnapshots, Func<string?> problem) => Akka.Actor.Props.Create(() => new MeshJournalActor(usesSnapshots, problem));

    protected override void OnRecover(object message)
    {
        switch (message)
        {
            case SnapshotOffer { Snapshot: JournalSnapshot snapshot }:
                _history = HistorySnapshot.Read(snapshot);
                break;
            case JournalEntry entry:
                _history = _history.With(entry, LastSequenceNr);
                break;
            case RecoveryCompleted when _problem() is { } problem:
                Context.Parent.Tell(new Message.Unreadable(new JournalException(problem)));
                break;
            case RecoveryCompleted:
                Timers.StartPeriodicTimer(nameof(Message.Look), new Message.Look(), LookEvery);
                Context.Parent.Tell(new Message.Recovered(_history));
                break;
            default:
                throw new JournalException($"the journal has a {message.GetType().Name} where an entry was expected");
        }
    }

    protected override void OnCommand(object message)
    {
        switch (message)
        {
            case Message.Append when _problem() is { } problem:
                Context.Parent.Tell(new Message.Failed(new JournalException(problem)));
                break;
            case Message.Look:
                if (_problem() is { } found) Context.Parent.Tell(new Message.Unreadable(new JournalException(found)));
                break;
            case Message.Append append:
                // Not Persist: that would leave this actor deaf while the journal hangs.
                PersistAsync(_history.Seal(append.Event), OnWritten);
                break;
            case SaveSnapshotSuccess saved:
                DeleteSnapshots(new SnapshotSelectionCriteria(saved.Metadata.SequenceNr - SnapshotEvery - 1));
                break;
            case SaveSnapshotFailure failed:
                _log.Warning("a snapshot of the journal at entry {0} could not be written, the next one is tried in {1} entries: {2}", failed.Metadata.SequenceNr, SnapshotEvery, failed.Cause.Message);
                break;
            case DeleteSnapshotsSuccess or DeleteSnapshotsFailure:
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    protected override void OnPersistFailure(Exception cause, object @event, long sequenceNr) => Context.Parent.Tell(new Message.Failed(cause));

    protected override void OnPersistRejected(Exception cause, object @event, long sequenceNr)
    {
        Context.Parent.Tell(new Message.Failed(cause));
        Context.Stop(Self);
    }

    protected override void OnRecoveryFailure(Exception reason, object? message = null) =>
        Context.Parent.Tell(new Message.Unreadable(_problem() is { } problem ? new JournalException(problem) : reason));

    private void OnWritten(JournalEntry entry)
    {
        _history = _history.With(entry, LastSequenceNr);
        Context.Parent.Tell(new Message.Appended(_history));
        if (_history.Sequence % SnapshotEvery == 0) SaveSnapshot(HistorySnapshot.Of(_history));
    }
}

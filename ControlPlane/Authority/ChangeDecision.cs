using ActorMesh.Runtime.Contracts.Cluster;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace ActorMesh.ControlPlane.Authority;

/// <summary>Decides about commands: a history and a command make an event, or a refusal. Pure.</summary>
/// <param name="history">As the journal has it.</param>
/// <param name="now">Of the wall clock: it is only shown to people.</param>
internal sealed class ChangeDecision(MeshHistory history, DateTimeOffset now)
{
    /// <summary>Characters of an author's name.</summary>
    public const int AuthorLengthMax = 256;

    /// <summary>Characters of what an author says.</summary>
    public const int MessageLengthMax = 1_024;

    private static readonly TimeSpan BakeMax = TimeSpan.FromDays(7);

    /// <summary>Whom control nodes deny by what the journal lacks. Who goes above that goes on denying them.</summary>
    public IEnumerable<string> Lost { get; init; } = [];

    private readonly MeshRefusal _refuse = new(history.Stable?.Version ?? 0);

    /// <summary>What can be said before the mesh is looked at.</summary>
    /// <returns>Null: look at it, then <see cref="Of(ApplyMesh, IReadOnlyList{Problem}, IReadOnlyList{Problem})"/>.</returns>
    public MeshOutcome? Early(ApplyMesh apply)
    {
        if (Words(apply.Author, apply.Message) is { } refused) return refused;
        if (apply.Document is null) return _refuse.Unsound("no mesh was sent", "send the document with the command");
        if (apply.CanaryPercent is < 0 or > 100) return _refuse.Unsound($"a canary of {apply.CanaryPercent} % makes no sense", "0 gives it to everybody at once, 1 to 99 to some first");
        if (apply.Bake is { } bake && (bake.Seconds < 0 || bake.Seconds > BakeMax.TotalSeconds || bake.Nanos is < 0 or >= 1_000_000_000))
            return _refuse.Unsound($"a rollout cannot wait {bake.Seconds} s at each step", $"0 to {BakeMax.Days} days");
        if (apply.AboveEpoch is < 0 or > MeshHistory.EpochMax) return _refuse.Unsound($"epoch {apply.AboveEpoch} was never begun", "actormesh status names the one to go above");
        if (history.Rollout is { } rollout) return _refuse.RolloutUnderWay(rollout);
        if (apply.AboveEpoch <= history.AboveEpoch && apply.Document.Hash.Equals(history.Stable?.Hash)) return Decision.Accepted(history.Stable, [], isUnchanged: true);
        return Unexpected(apply.ExpectedVersion);
    }

    /// <param name="found">About the mesh.</param>
    /// <param name="running">About what runs.</param>
    /// <param name="hasIdentities">Workloads prove who they are.</param>
    public Decision Of(ApplyMesh apply, LookedAt found, LookedAt running, bool hasIdentities) =>
        Early(apply) is null && Renamed(found, running, apply.Rename || !hasIdentities) is { } refused ? refused : Of(apply, found.Problems, running.Problems);

    /// <param name="found">About the mesh, the worst first.</param>
    /// <param name="running">About what runs; empty when nothing does.</param>
    public Decision Of(ApplyMesh apply, IReadOnlyList<Problem> found, IReadOnlyList<Problem> running)
    {
        if (Early(apply) is { } refused) return Decision.Answer(refused);
        if (HasErrors(found)) return Decision.Answer(_refuse.Invalid(found));
        // The first mesh has nothing to be worse than, and nothing that the other proxies could run meanwhile.
        var isFirst = history.Stable is null;
        if (!isFirst && !apply.Force && Worsening.Of(running, found) is { Count: > 0 } added) return Decision.Answer(_refuse.Worse(added));
        var revision = Next(apply.Document, apply.Author, apply.Message, restores: 0);
        revision.Epoch = history.EpochAbove(apply.AboveEpoch);
        var applied = new MeshApplied { Revision = revision, Document = apply.Document, AboveEpoch = apply.AboveEpoch };
        if (!isFirst && apply.CanaryPercent is > 0 and < 100) applied.Canary = new MeshApplied.Types.Canary { AskedPercent = apply.CanaryPercent, Bake = apply.Bake ?? new Duration() };
        if (apply.AboveEpoch > history.AboveEpoch) applied.Denied.AddRange(Lost.Select(peer => Carried(peer, apply.Author)));
        var answer = Decision.Accepted(revision, applied.Denied.Count == 0 ? found : [StayDenied(applied.Denied.Count), .. found]);
        return apply.DryRun ? Decision.Answer(answer) : new Decision(At(new JournalEvent { MeshApplied = applied }), answer);
    }

    private Denial Carried(string peer, string author) =>
        new() { Peer = peer, At = Timestamp.FromDateTimeOffset(now), Author = author, Reason = "denied by the journal that is gone" };

    private static Problem StayDenied(int count) => new()
    {
        Severity = Problem.Types.Severity.Warning,
        Message = $"the journal that is gone denied others, who stay denied, without the reasons: {count}",
        Help = "actormesh cert denied names them; what no control node knows any more is lost",
    };

    /// <summary>What can be said of a roll back before the old mesh is looked at again.</summary>
    /// <returns>With the document to look at, or decided.</returns>
    public (Decision? Decided, HistoryVersion? Target, MeshDocument? Document) Early(RollBackMesh rollBack)
    {
        if (Words(rollBack.Author, rollBack.Message) is { } refused) return (Decision.Answer(refused), null, null);
        if (history.Rollout is { } rollout) return (TakenBack(rollBack, rollout), null, null);
        if (Unexpected(rollBack.ExpectedVersion) is { } conflict) return (Decision.Answer(conflict), null, null);
        if (history.Stable is not { } stable) return (Decision.Answer(_refuse.NoEarlier()), null, null);
        var target = rollBack.ToVersion == 0 ? Before(stable.Version) : history.Find(rollBack.ToVersion);
        if (target is null) return (Decision.Answer(rollBack.ToVersion == 0 ? _refuse.NoEarlier() : _refuse.NoVersion(rollBack.ToVersion)), null, null);
        if (target.Revision.Hash.Equals(stable.Hash)) return (Decision.Answer(Decision.Accepted(stable, [], isUnchanged: true)), null, null);
        var document = history.Documents.Find(target.Revision.Hash);
        return document is null ? (Decision.Answer(_refuse.NoText(target.Number)), null, null) : (null, target, document);
    }

    /// <inheritdoc cref="Of(ApplyMesh, LookedAt, LookedAt, bool)"/>
    public Decision Of(RollBackMesh rollBack, LookedAt found, LookedAt running, bool hasIdentities) =>
        Early(rollBack).Decided is null && Renamed(found, running, rollBack.Rename || !hasIdentities) is { } refused ? refused : Of(rollBack, found.Problems);

    /// <summary>What ran once may have warnings; but what this control plane calls an error cannot run.</summary>
    public Decision Of(RollBackMesh rollBack, IReadOnlyList<Problem> found)
    {
        var (decided, target, document) = Early(rollBack);
        if (decided is not null) return decided;
        if (HasErrors(found)) return Decision.Answer(_refuse.Invalid(found));
        var message = rollBack.Message.Length > 0 ? rollBack.Message : $"roll back to version {target!.Number}";
        var revision = Next(document!, rollBack.Author, message, restores: target!.Number);
        return new Decision(At(new JournalEvent { MeshApplied = new MeshApplied { Revision = revision, Document = document } }), Decision.Accepted(revision, found));
    }

    /// <summary>What can be decided at once.</summary>
    public Decision Of(IMessage command) => command switch
    {
        EndRollout end => Of(end),
        DenyPeer deny => new DenyDecision(history.Denied, now).Of(deny),
        AllowPeer allow => new DenyDecision(history.Denied, now).Of(allow),
        _ => new TokenDecision(history, now).Of(command),
    };

    public Decision Of(EndRollout end)
    {
        if (Words("", end.Reason) is { } refused) return Decision.Answer(refused);
        if (history.Rollout is not { } rollout || rollout.Version != end.Version) return Decision.Answer(_refuse.NoRollout(end.Version));
        var answer = Decision.Accepted(history.Find(rollout.Version)!.Revision, []);
        if (end.WidenToPercent == 0) return new Decision(At(Ended(rollout, end.IsSuccess, end.Reason)), answer);
        if (end.WidenToPercent <= rollout.Percent) return Decision.Answer(Decision.Accepted(answer.Accepted.Revision, [], isUnchanged: true));
        // Also with all proxies it has to go well for a while, and can be taken back until then.
        return new Decision(At(new JournalEvent { RolloutWidened = new RolloutWidened { Version = rollout.Version, Percent = Math.Min(100, end.WidenToPercent) } }), answer);
    }

    // While a version is on its way, going back means not to go on.
    private Decision TakenBack(RollBackMesh rollBack, Rollout rollout)
    {
        if (history.Stable is not { } stable || (rollBack.ToVersion != 0 && rollBack.ToVersion != stable.Version)) return Decision.Answer(_refuse.RolloutUnderWay(rollout));
        var reason = rollBack.Author.Length > 0 ? $"{rollBack.Author} took it back" : "it was taken back";
        return new Decision(At(Ended(rollout, isSuccess: false, rollBack.Message.Length > 0 ? $"{reason}: {rollBack.Message}" : reason)), Decision.Accepted(stable, []));
    }

    private Decision? Renamed(LookedAt found, LookedAt running, bool isAllowed) =>
        isAllowed || running.Names is null || found.Names is null || found.Names == running.Names ? null : Decision.Answer(_refuse.Renamed(running.Names, found.Names));

    private static JournalEvent Ended(Rollout rollout, bool isSuccess, string reason) =>
        new() { RolloutEnded = new RolloutEnded { Version = rollout.Version, IsSuccess = isSuccess, Reason = reason } };

    private HistoryVersion? Before(long version)
    {
        for (var earlier = version - 1; history.Find(earlier) is { } found; earlier--)
            if (found.HasRun) return found;
        return null;
    }

    private MeshRevision Next(MeshDocument document, string author, string message, long restores) => new()
    {
        Version = history.LastVersion + 1,
        Epoch = history.Epoch,
        Hash = document.Hash,
        Author = author,
        Message = message,
        AppliedAt = Timestamp.FromDateTimeOffset(now),
        Restores = restores,
    };

    private JournalEvent At(JournalEvent written)
    {
        written.At = Timestamp.FromDateTimeOffset(now);
        return written;
    }

    private MeshOutcome? Unexpected(long expected) => expected == 0 || expected == (history.Stable?.Version ?? MeshHistory.NoVersion) ? null : _refuse.Conflict(expected);

    private MeshOutcome? Words(string author, string message)
    {
        if (author.Length > AuthorLengthMax) return _refuse.Unsound($"the author has {author.Length} characters", $"{AuthorLengthMax} are the most");
        return message.Length > MessageLengthMax ? _refuse.Unsound($"the message has {message.Length} characters", $"{MessageLengthMax} are the most") : null;
    }

    private static bool HasErrors(IReadOnlyList<Problem> problems) => problems.Any(problem => problem.Severity == Problem.Types.Severity.Error);
}

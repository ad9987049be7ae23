using ActorMesh.Runtime.Contracts.Cluster;
using Reason = ActorMesh.Runtime.Contracts.Cluster.MeshOutcome.Types.Refused.Types.Reason;

namespace ActorMesh.ControlPlane.Authority;

/// <summary>Everything that a command is refused for, in words.</summary>
/// <param name="running">The version that everybody runs.</param>
internal sealed class MeshRefusal(long running)
{
    public MeshOutcome Conflict(long expected) =>
        Of(Reason.Conflict, $"version {running} runs, not {(expected == MeshHistory.NoVersion ? "none as" : $"version {expected} which")} was expected", "look at what changed meanwhile, then apply again on top of it");

    public MeshOutcome Invalid(IReadOnlyList<Problem> problems)
    {
        var errors = problems.Count(problem => problem.Severity == Problem.Types.Severity.Error);
        var what = errors == 1 ? "the mesh has an error" : $"the mesh has {errors} errors";
        return Of(Reason.Invalid, what, "a mesh with errors is never accepted, not even by force; correct it", problems);
    }

    public MeshOutcome Unsound(string what, string help) => Of(Reason.Invalid, what, help);

    public MeshOutcome TooLarge(string what) => Of(Reason.TooLarge, what, "make it smaller, or split the mesh");

    public MeshOutcome Worse(IReadOnlyList<Problem> added) => Of(
        Reason.Worse,
        added.Count == 1 ? $"the mesh has a warning that version {running} does not have" : $"the mesh has {added.Count} warnings that version {running} does not have",
        "correct it, or force it when it is meant so",
        added);

    public MeshOutcome Renamed(string before, string after) => Of(
        Reason.Worse,
        $"workloads are called {before}/sa/... in version {running}, and would be {after}/sa/...: each needs a token for its new name, and is cut off from the others until it has used it",
        "leave mesh.name, trust-domain and namespace as they are, or say --rename when that is meant");

    public MeshOutcome RolloutUnderWay(Rollout rollout) => Of(
        Reason.Rollout,
        $"version {rollout.Version} is on its way, at {rollout.Percent} % of the proxies",
        "wait until everybody runs it, or roll it back first");

    public MeshOutcome NoRollout(long version) => Of(Reason.NotFound, $"no rollout of version {version} is under way", "look at the status: it may have ended already");

    public MeshOutcome NoVersion(long version) => Of(Reason.NotFound, $"there is no version {version}", "look at the history for those that there are");

    public MeshOutcome NoEarlier() => Of(Reason.NotFound, "there is no version before the one that runs", "apply a mesh file instead");

    public MeshOutcome NoText(long version) =>
        Of(Reason.NotFound, $"the text of version {version} is not kept any more, only who applied it and when", "apply the file again from where you keep it");

    public MeshOutcome Journal(string trouble) => Of(Reason.Journal, trouble, "nothing was changed and the mesh runs on; apply again once the control plane is well");

    public MeshOutcome Behind(string lag) => Of(Reason.Behind, lag, JournalLag.Help);

    public MeshOutcome Busy(int waiting) =>
        Of(Reason.Journal, $"{waiting} changes wait already", "nothing was changed; apply again in a few seconds");

    public MeshOutcome Uncertain(string what) => Of(
        Reason.Uncertain, what, "whether it was accepted is not known yet; apply the same again: what runs already is not applied twice. The history tells");

    private MeshOutcome Of(Reason reason, string what, string help, IEnumerable<Problem>? problems = null) => new()
    {
        Refused = new MeshOutcome.Types.Refused { Reason = reason, What = what, Help = help, RunningVersion = running },
        Problems = { ShownProblems.Of(problems ?? []) },
    };
}

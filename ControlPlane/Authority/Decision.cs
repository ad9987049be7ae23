using ActorMesh.Runtime.Contracts.Cluster;

namespace ActorMesh.ControlPlane.Authority;

/// <summary>What becomes of a command.</summary>
/// <param name="Event">To be written before anybody hears of it; null when nothing changes.</param>
/// <param name="Outcome">The answer, once that is written.</param>
internal sealed record Decision(JournalEvent? Event, MeshOutcome Outcome)
{
    public static Decision Answer(MeshOutcome outcome) => new(null, outcome);

    public static MeshOutcome Accepted(MeshRevision revision, IEnumerable<Problem> problems, bool isUnchanged = false) =>
        new() { Accepted = new MeshOutcome.Types.Accepted { Revision = revision, IsUnchanged = isUnchanged }, Problems = { ShownProblems.Of(problems) } };
}

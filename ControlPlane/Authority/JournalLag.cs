using ActorMesh.Runtime.Contracts.Cluster;
using Google.Protobuf;

namespace ActorMesh.ControlPlane.Authority;

/// <summary>
/// What control nodes have of the mesh that the journal lacks. Then it is an older copy, or was begun anew, and must not speak for the mesh until
/// a person says that it shall. Pure but for what it heard.
/// </summary>
internal sealed class JournalLag
{
    public const string Help =
        "bring back the journal that has it, and start the control nodes again; if it is gone for good, apply the mesh with --above-epoch and that epoch: it goes before all that came up to it";

    private (long Epoch, long Sequence) _known;
    private string _node = "";
    private IReadOnlyList<string> _denied = [];

    /// <param name="node">Who has it, as host:port.</param>
    /// <returns>Whether that is more than any node had so far.</returns>
    public bool Hear(PullPublication pull, string node)
    {
        var order = (pull.Epoch, pull.Sequence).CompareTo(_known);
        if (order > 0 || (order == 0 && pull.Denied.Count > 0)) _denied = [.. pull.Denied];
        if (order <= 0) return false;
        (_known, _node) = ((pull.Epoch, pull.Sequence), node);
        return true;
    }

    /// <summary>Whom control nodes deny by what the journal lacks, and it does not.</summary>
    public IEnumerable<string> DeniedBeyond(MeshHistory history) => Of(history) is null ? [] : _denied.Where(peer => history.Denied.Find(peer) is null);

    /// <returns>Null when the journal has all that is known.</returns>
    public string? Of(MeshHistory history) =>
        _known.Epoch <= history.AboveEpoch || (_known.Epoch <= history.Epoch && _known.Sequence <= history.MeshSequence)
            ? null
            : $"control node {_node} has the mesh of epoch {_known.Epoch} sequence {_known.Sequence}, and the journal, at epoch {history.Epoch} sequence {history.MeshSequence}, does not know it: it is an older copy, or was begun anew";

    /// <returns>Why a command is not carried out; null when it may be.</returns>
    public string? Of(MeshHistory history, IMessage command) => command is ApplyMesh apply && apply.AboveEpoch >= _known.Epoch ? null : Of(history);
}

using ActorMesh.Runtime.Contracts.Cluster;
using Google.Protobuf;

namespace ActorMesh.ControlPlane.Authority;

/// <summary>What the authority says when it is asked. Pure.</summary>
/// <param name="node">This node, as host:port.</param>
/// <param name="trouble">Why nothing can be written; empty when it can.</param>
/// <param name="lag">Why the history must not be followed; null when it may.</param>
/// <param name="now">Of the wall clock.</param>
internal sealed class AuthorityAnswers(MeshHistory history, string node, string trouble, string? lag, DateTimeOffset now)
{
    /// <summary>Versions in one answer.</summary>
    public const int CountMax = 200;

    private const int CountDefault = 20;

    private string Trouble => trouble.Length > 0 ? trouble : lag ?? "";

    private PublishedMeshSummary Summary => Publication.Summary(history, node, Trouble);

    public IMessage To(IMessage question) => question switch
    {
        ReadHistory read => To(read),
        ReadVersion read => To(read),
        PullPublication pull => To(pull),
        ReadTokens => history.Tokens.List(),
        FindToken find => To(find),
        // "Nobody" must not be said by who does not know.
        ReadDenials => Trouble.Length > 0 ? new DenialList { Trouble = Trouble } : new DenialList { Denials = { history.Denied.All } },
        _ => throw new ArgumentOutOfRangeException(nameof(question)),
    };

    private Runtime.Contracts.Cluster.MeshHistory To(ReadHistory read)
    {
        var count = read.Count <= 0 ? CountDefault : Math.Min(read.Count, CountMax);
        return new Runtime.Contracts.Cluster.MeshHistory { Revisions = { Publication.Newest(history, read.Before, count) }, Current = Summary };
    }

    private MeshOutcome To(FindToken find)
    {
        var refuse = new MeshRefusal(history.Stable?.Version ?? 0);
        if (trouble.Length > 0) return refuse.Journal(trouble);
        return lag is not null ? refuse.Behind(lag) : new TokenDecision(history, now).Of(find).Outcome;
    }

    /// <summary>Without a document: the version is so old that its text is not kept.</summary>
    private VersionText To(ReadVersion read)
    {
        var revision = read.Version == 0 ? history.Stable : history.Find(read.Version)?.Revision;
        return new VersionText { Revision = revision, Document = revision is null ? null : history.Documents.Find(revision.Hash) };
    }

    private PublicationState To(PullPublication pull)
    {
        var isBehind = (pull.Epoch, pull.Sequence).CompareTo((history.Epoch, history.MeshSequence)) < 0;
        return new PublicationState { Summary = Summary, Mesh = isBehind && lag is null ? Publication.Of(history) : null };
    }
}

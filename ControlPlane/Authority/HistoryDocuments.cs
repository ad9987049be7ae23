using System.Collections.Immutable;
using ActorMesh.Runtime.Contracts.Cluster;
using Google.Protobuf;

namespace ActorMesh.ControlPlane.Authority;

/// <summary>The texts of the versions, each kept once however often it was applied. Immutable.</summary>
public sealed record HistoryDocuments
{
    /// <summary>Different texts that are kept; of older versions only who and when is known.</summary>
    public const int CountMax = 1_000;

    /// <summary>What all of them may weigh, packed, in bytes: 32 MiB.</summary>
    public const long BytesMax = 32 * 1024 * 1024;

    public static HistoryDocuments Empty { get; } = new();

    private ImmutableDictionary<ByteString, MeshDocument> ByHash { get; init; } = ImmutableDictionary<ByteString, MeshDocument>.Empty;

    private long Bytes { get; init; }

    public IEnumerable<MeshDocument> All => ByHash.Values;

    public int Count => ByHash.Count;

    public MeshDocument? Find(ByteString hash) => ByHash.GetValueOrDefault(hash);

    public static HistoryDocuments Of(IEnumerable<MeshDocument> documents)
    {
        var byHash = documents.ToImmutableDictionary(document => document.Hash);
        return new HistoryDocuments { ByHash = byHash, Bytes = byHash.Values.Sum(document => (long)document.Packed.Length) };
    }

    /// <param name="history">The one that refers to it: what runs is always kept, of the others the newest.</param>
    internal HistoryDocuments With(MeshDocument document, MeshHistory history)
    {
        if (ByHash.ContainsKey(document.Hash)) return this;
        var more = new HistoryDocuments { ByHash = ByHash.Add(document.Hash, document), Bytes = Bytes + document.Packed.Length };
        return more.Count > CountMax || more.Bytes > BytesMax ? more.Newest(history) : more;
    }

    private HistoryDocuments Newest(MeshHistory history)
    {
        var kept = new Dictionary<ByteString, MeshDocument>();
        long bytes = 0;
        var running = history.Rollout is { } rollout ? [history.Find(rollout.Version)?.Revision, history.Stable] : new[] { history.Stable };
        foreach (var revision in running.OfType<MeshRevision>()) Keep(revision.Hash);
        for (var i = history.Versions.Count - 1; i >= 0 && kept.Count < CountMax && bytes <= BytesMax; i--) Keep(history.Versions[i].Revision.Hash);
        return Of(kept.Values);

        void Keep(ByteString hash)
        {
            if (Find(hash) is { } document && bytes + document.Packed.Length <= BytesMax && kept.TryAdd(hash, document)) bytes += document.Packed.Length;
        }
    }
}

using System.Buffers.Text;
using ActorMesh.DataPlane.Http;
using ActorMesh.DataPlane.Routing.Matching;

namespace ActorMesh.DataPlane.Routing.Actions;

/// <summary>Spreads requests over clusters in proportion to their weights.</summary>
/// <remarks>
/// number mod (sum of weights) falls into one of the half-open ranges that the weights cut, in order; weight 0 has an empty range.
/// </remarks>
/// <param name="entries">In the order of the configuration; the weights sum to 1..2^32-1.</param>
/// <param name="numberHeader">Header whose decimal number takes the place of the random one, for splits that repeat; null for none.</param>
/// <param name="hash">Hash policies that take the place of the random number, for sticky splits; null for none.</param>
internal sealed class WeightedSplit(WeightedEntry[] entries, HeaderSource? numberHeader, HashPolicies? hash) : ClusterSelection
{
    private readonly ulong _total = entries.Aggregate(0UL, (sum, entry) => sum + entry.Weight);

    public IReadOnlyList<WeightedEntry> Entries => entries;

    public override ClusterChoice Select(RequestHead head, ExchangeFacts facts, ulong random)
    {
        var point = NumberOf(head, facts, random) % _total;
        foreach (var entry in entries)
        {
            if (point < entry.Weight) return new ClusterChoice(entry.Cluster.Select(head, facts, random).Cluster, entry);
            point -= entry.Weight;
        }
        throw new InvalidOperationException("The ranges of the weights do not cover their sum.");
    }

    private ulong NumberOf(RequestHead head, ExchangeFacts facts, ulong random)
    {
        if (numberHeader is not null && numberHeader.TryGetFirst(head, facts, out var value)
            && Utf8Parser.TryParse(value, out ulong number, out var used) && used == value.Length)
            return number;
        return hash is not null && hash.TryHash(head, facts, out var hashed) ? hashed.Value : random;
    }
}

using System.IO.Hashing;
using System.Text;
using ActorMesh.DataPlane.Http;
using ActorMesh.DataPlane.Routing.Matching;

namespace ActorMesh.DataPlane.Routing.Actions;

/// <summary>
/// Hashes a header. The values of a repeated one are hashed in sorted order, so that their order in the request does not matter.
/// </summary>
internal sealed class HeaderHash(string name, PatternReplacement? rewrite, bool terminal) : HashPolicy(terminal)
{
    /// <summary>Further values of the same header are left out.</summary>
    private const int ValuesMax = 16;

    private readonly HeaderSource _source = new(name);
    private readonly byte[] _name = Encoding.ASCII.GetBytes(name);

    public override bool TryHash(RequestHead head, ExchangeFacts facts, out ulong hash)
    {
        hash = 0;
        if (!_source.TryGetFirst(head, facts, out var value)) return false;
        var first = head.Headers.Find(_name);
        if (_source.IsField && head.Headers.Find(_name, first + 1) >= 0) return TryHashAll(head.Headers, first, out hash);
        hash = Hash(value, seed: 0);
        return true;
    }

    private bool TryHashAll(HeaderBlock headers, int first, out ulong hash)
    {
        Span<int> slots = stackalloc int[ValuesMax];
        var count = 0;
        for (var slot = first; slot >= 0 && count < ValuesMax; slot = headers.Find(_name, slot + 1))
        {
            var place = count++;
            for (; place > 0 && headers.Value(slots[place - 1]).SequenceCompareTo(headers.Value(slot)) > 0; place--)
                slots[place] = slots[place - 1];
            slots[place] = slot;
        }
        hash = 0;
        foreach (var slot in slots[..count]) hash = Hash(headers.Value(slot), hash);
        return true;
    }

    private ulong Hash(ReadOnlySpan<byte> value, ulong seed) =>
        XxHash64.HashToUInt64(rewrite is null ? value : rewrite.Replace(value), unchecked((long)seed));
}

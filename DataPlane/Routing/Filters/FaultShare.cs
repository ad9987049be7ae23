using System.Buffers.Text;
using ActorMesh.DataPlane.Http;
using ActorMesh.DataPlane.Routing.Matching;

namespace ActorMesh.DataPlane.Routing.Filters;

/// <summary>Which requests one kind of fault hits.</summary>
/// <param name="Share">Of the requests. A request that may choose chooses less, never more.</param>
/// <param name="IsByHeader">The request itself says what happens to it, and says nothing for nothing.</param>
/// <param name="Purpose">One of <see cref="FilterDraw"/>.</param>
internal sealed record FaultShare(Fraction Share, bool IsByHeader, ulong Purpose)
{
    public bool Hits(RequestHead head, ReadOnlySpan<byte> numeratorHeader, ulong random)
    {
        var share = Share;
        if (IsByHeader && Number(head, numeratorHeader) is { } asked && asked < share.Numerator) share = share with { Numerator = (uint)asked };
        return share.Includes(FilterDraw.For(Purpose, random));
    }

    /// <summary>The whole number in a header; null when there is none.</summary>
    public static long? Number(RequestHead head, ReadOnlySpan<byte> header)
    {
        var slot = head.Headers.Find(header);
        if (slot < 0) return null;
        var text = head.Headers.Value(slot);
        return Utf8Parser.TryParse(text, out uint number, out var used) && used == text.Length ? number : null;
    }
}

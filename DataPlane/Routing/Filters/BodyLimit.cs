using ActorMesh.DataPlane.Http;
using ActorMesh.DataPlane.Routing.Exchange;

namespace ActorMesh.DataPlane.Routing.Filters;

/// <summary>How much of one request's body has come, and how much may. One that says its length is refused by that, before a byte of it was read.</summary>
/// <param name="max">Bytes; null for no bound.</param>
internal struct BodyLimit(long? max)
{
    private long _seen;

    /// <summary>413 for a request whose content-length is too large; null lets it go on.</summary>
    public readonly Refusal? Begin(RequestHead head) => max is { } most && head.Body == BodyKind.Length && head.ContentLength > most ? Refusal.BodyTooLarge : null;

    /// <summary>Counts a part of the body. False: that is too much.</summary>
    /// <param name="length">Bytes of content, without the framing of chunks.</param>
    public bool TryAdd(int length)
    {
        _seen += length;
        return max is not { } most || _seen <= most;
    }
}

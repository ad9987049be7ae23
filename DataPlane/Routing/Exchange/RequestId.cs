using ActorMesh.DataPlane.Clusters.Balancing;
using ActorMesh.DataPlane.Http;

namespace ActorMesh.DataPlane.Routing.Exchange;

/// <summary>Names a request for all logs on its way: a version 4 UUID (RFC 9562 section 5.4).</summary>
internal static class RequestId
{
    private const int Length = 36;

    public static void Add(HeaderBlock headers, FastRandom draws)
    {
        var high = draws.Next();
        var low = draws.Next();
        var id = new Guid((int)high, (short)(high >> 32), (short)((high >> 48) & 0x0FFF | 0x4000),
            (byte)(low & 0x3F | 0x80), (byte)(low >> 8), (byte)(low >> 16), (byte)(low >> 24), (byte)(low >> 32), (byte)(low >> 40), (byte)(low >> 48), (byte)(low >> 56));
        Span<byte> text = stackalloc byte[Length];
        id.TryFormat(text, out _);
        headers.Add("x-request-id"u8, text);
    }
}

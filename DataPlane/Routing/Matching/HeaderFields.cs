using System.Buffers;
using ActorMesh.DataPlane.Http;

namespace ActorMesh.DataPlane.Routing.Matching;

/// <summary>Asks a question of a header field that may stand several times: then it is one value joined by commas (RFC 9110 section 5.3).</summary>
internal static class HeaderFields
{
    /// <returns>Null when the field is missing.</returns>
    public static bool? Test(HeaderBlock headers, byte[] name, ValueTest test)
    {
        var first = headers.Find(name);
        if (first < 0) return null;
        return headers.Find(name, first + 1) < 0 ? test.Passes(headers.Value(first)) : TestJoined(headers, name, first, test);
    }

    private static bool TestJoined(HeaderBlock headers, byte[] name, int first, ValueTest test)
    {
        var length = 0;
        for (var slot = first; slot >= 0; slot = headers.Find(name, slot + 1)) length += headers.Value(slot).Length + 1;
        var rented = ArrayPool<byte>.Shared.Rent(length);
        var at = 0;
        for (var slot = first; slot >= 0; slot = headers.Find(name, slot + 1))
        {
            headers.Value(slot).CopyTo(rented.AsSpan(at));
            at += headers.Value(slot).Length;
            rented[at++] = (byte)',';
        }

        var passes = test.Passes(rented.AsSpan(0, length - 1));
        ArrayPool<byte>.Shared.Return(rented);
        return passes;
    }
}

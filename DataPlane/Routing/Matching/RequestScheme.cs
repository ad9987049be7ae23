using ActorMesh.DataPlane.Http;

namespace ActorMesh.DataPlane.Routing.Matching;

/// <summary>The scheme that the client used, as x-forwarded-proto says, else as the connection shows.</summary>
internal static class RequestScheme
{
    public static bool IsHttps(RequestHead head, ExchangeFacts facts)
    {
        var slot = head.Headers.Find(KnownHeader.XForwardedProto);
        if (slot < 0) return facts.IsTls;
        var value = head.Headers.Value(slot);
        if (AsciiCase.Equal(value, "https"u8)) return true;
        // Anything but the two schemes is noise and decides nothing.
        return !AsciiCase.Equal(value, "http"u8) && facts.IsTls;
    }

    public static ReadOnlySpan<byte> Of(RequestHead head, ExchangeFacts facts) => IsHttps(head, facts) ? "https"u8 : "http"u8;
}

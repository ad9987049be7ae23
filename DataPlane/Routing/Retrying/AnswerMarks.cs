using ActorMesh.DataPlane.Http;

namespace ActorMesh.DataPlane.Routing.Retrying;

/// <summary>What a proxy behind the upstream says of an answer.</summary>
internal static class AnswerMarks
{
    /// <summary>A limit refused the request (<c>x-envoy-overloaded</c>).</summary>
    public static bool IsOverloaded(ResponseHead answer) => Has(answer, "x-envoy-overloaded"u8);

    /// <summary>A rate limit refused the request (<c>x-envoy-ratelimited</c>).</summary>
    public static bool IsRateLimited(ResponseHead answer) => Has(answer, "x-envoy-ratelimited"u8);

    private static bool Has(ResponseHead answer, ReadOnlySpan<byte> name)
    {
        var headers = answer.Headers;
        for (var slot = headers.Find(KnownHeader.XEnvoy); slot >= 0; slot = headers.Find(KnownHeader.XEnvoy, slot + 1))
            if (System.Text.Ascii.EqualsIgnoreCase(headers.Name(slot), name)) return true;
        return false;
    }
}

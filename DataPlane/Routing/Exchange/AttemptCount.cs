using ActorMesh.DataPlane.Http;

namespace ActorMesh.DataPlane.Routing.Exchange;

/// <summary>
/// <c>x-envoy-attempt-count</c>: which attempt a request is, how many an answer took; from 1 (VirtualHost.include_request_attempt_count
/// and include_attempt_count_in_response).
/// </summary>
internal static class AttemptCount
{
    public static void Set(HeaderBlock headers, int attempts)
    {
        Span<byte> text = stackalloc byte[11];
        System.Buffers.Text.Utf8Formatter.TryFormat(attempts, text, out var length);
        headers.Set("x-envoy-attempt-count"u8, text[..length]);
    }
}

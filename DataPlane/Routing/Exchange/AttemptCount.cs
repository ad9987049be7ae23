using ActorMesh.DataPlane.Http;

namespace ActorMesh.DataPlane.Routing.Exchange;

/// <summary>
/// <c>x-envoy-attempt-count</c>: which attempt a request is, how many an answer took; from 1 (VirtualHost.include_request_attempt_count
/// and include_attempt_count_in_response).
/// </summary>
internal static class AttemptCount
{
    /// <summary>One digit, so that a head which is sent again can be changed where it stands. What is beyond says 9.</summary>
    private const int Max = 9;

    public static void Set(HeaderBlock headers, int attempts) => headers.Set("x-envoy-attempt-count"u8, [Digit(attempts)]);

    /// <summary>Changes the count in a request that is written already.</summary>
    public static void Renew(Span<byte> written, int attempts)
    {
        var field = "\r\nx-envoy-attempt-count: "u8;
        var start = written.IndexOf(field);
        if (start >= 0) written[start + field.Length] = Digit(attempts);
    }

    private static byte Digit(int attempts) => (byte)('0' + Math.Min(attempts, Max));
}

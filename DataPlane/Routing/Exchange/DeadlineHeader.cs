using ActorMesh.DataPlane.Http;

namespace ActorMesh.DataPlane.Routing.Exchange;

/// <summary>
/// <c>x-envoy-expected-rq-timeout-ms</c>: how long the upstream has before nobody waits for its answer any more, so that it need not work for a
/// caller that has gone.
/// </summary>
internal static class DeadlineHeader
{
    private static ReadOnlySpan<byte> Name => "x-envoy-expected-rq-timeout-ms"u8;

    /// <param name="left">At least 1 ms is told; nothing for an infinite one.</param>
    public static void Set(HeaderBlock headers, TimeSpan left)
    {
        headers.Remove(Name);
        if (left == Timeout.InfiniteTimeSpan) return;
        Span<byte> text = stackalloc byte[20];
        System.Buffers.Text.Utf8Formatter.TryFormat(Math.Max(1, (long)left.TotalMilliseconds), text, out var length);
        headers.Add(Name, text[..length]);
    }
}

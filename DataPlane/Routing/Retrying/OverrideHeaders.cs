using System.Text;

namespace ActorMesh.DataPlane.Routing.Retrying;

/// <summary>Recognises the headers by which a request sets policy, without allocating.</summary>
internal static class OverrideHeaders
{
    /// <param name="name">Begins with <c>x-envoy-</c>, in any case.</param>
    public static OverrideHeader Recognise(ReadOnlySpan<byte> name) => name.Length switch
    {
        16 when Is(name, "x-envoy-retry-on"u8) => OverrideHeader.RetryOn,
        19 when Is(name, "x-envoy-max-retries"u8) => OverrideHeader.RetriesMax,
        21 when Is(name, "x-envoy-retry-grpc-on"u8) => OverrideHeader.RetryGrpcOn,
        30 when Is(name, "x-envoy-upstream-rq-timeout-ms"u8) => OverrideHeader.Timeout,
        30 when Is(name, "x-envoy-expected-rq-timeout-ms"u8) => OverrideHeader.Deadline,
        30 when Is(name, "x-envoy-retriable-status-codes"u8) => OverrideHeader.StatusCodes,
        30 when Is(name, "x-envoy-retriable-header-names"u8) => OverrideHeader.HeaderNames,
        32 when Is(name, "x-envoy-hedge-on-per-try-timeout"u8) => OverrideHeader.HedgeOnPerTryTimeout,
        38 when Is(name, "x-envoy-upstream-rq-per-try-timeout-ms"u8) => OverrideHeader.PerTryTimeout,
        _ => OverrideHeader.None,
    };

    private static bool Is(ReadOnlySpan<byte> name, ReadOnlySpan<byte> lower) => Ascii.EqualsIgnoreCase(name, lower);
}

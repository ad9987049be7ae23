namespace ActorMesh.DataPlane.Routing.Retrying;

/// <summary>What is worth another try (envoy.config.route.v3.RetryPolicy.retry_on).</summary>
[Flags]
public enum RetryConditions
{
    None = 0,
    /// <summary>5xx: a status of 500 and above, or no answer at all.</summary>
    ServerError = 1 << 0,
    /// <summary>gateway-error: 502, 503, 504, or no answer at all.</summary>
    GatewayError = 1 << 1,
    /// <summary>reset: no answer at all, a try that timed out included.</summary>
    Reset = 1 << 2,
    /// <summary>reset-before-request: the same, before a byte of the request was sent.</summary>
    ResetBeforeRequest = 1 << 3,
    /// <summary>connect-failure.</summary>
    ConnectFailure = 1 << 4,
    /// <summary>refused-stream: the peer said that it has not begun to work on it. HTTP/1.1 has no such word.</summary>
    RefusedStream = 1 << 5,
    /// <summary>retriable-4xx: 409.</summary>
    Conflict = 1 << 6,
    /// <summary>retriable-status-codes: those listed.</summary>
    StatusCodes = 1 << 7,
    /// <summary>retriable-headers: an answer whose headers match.</summary>
    Headers = 1 << 8,
    /// <summary>envoy-ratelimited: without it, an answer with x-envoy-ratelimited is never retried.</summary>
    RateLimited = 1 << 9,
    /// <summary>timeout: a try that timed out, and nothing else (the mesh language; Envoy has no word for it).</summary>
    Timeout = 1 << 10,
    /// <summary>cancelled: grpc-status 1 in the head of an answer.</summary>
    GrpcCancelled = 1 << 11,
    /// <summary>deadline-exceeded: grpc-status 4.</summary>
    GrpcDeadlineExceeded = 1 << 12,
    /// <summary>internal: grpc-status 13.</summary>
    GrpcInternal = 1 << 13,
    /// <summary>resource-exhausted: grpc-status 8.</summary>
    GrpcResourceExhausted = 1 << 14,
    /// <summary>unavailable: grpc-status 14.</summary>
    GrpcUnavailable = 1 << 15,
}

using System.Globalization;
using ActorMesh.DataPlane.Http;
using ActorMesh.DataPlane.Resilience.Breaking;

namespace ActorMesh.DataPlane.Routing.Exchange;

/// <summary>Why the proxy answers by itself: what the client sees and what people can look up (semantics as in Envoy's table of local replies).</summary>
/// <param name="Details">Stable code.</param>
/// <param name="Body">Text of the answer, as Envoy words it where it has one.</param>
/// <param name="Explanation">For people, in the admin API.</param>
internal sealed record Refusal(int Status, ResponseFlag Flag, string Details, string Body, string Explanation)
{
    private const int GrpcPermissionDenied = 7;
    private const int GrpcUnauthenticated = 16;
    private const string BeforeHeaders = "upstream connect error or disconnect/reset before headers. reset reason: ";

    public static readonly Refusal NoVirtualHost = new(404, ResponseFlag.NoRoute, "route_not_found", "", "No virtual host of this listener's route table serves the Host of the request.");
    public static readonly Refusal NoRoute = new(404, ResponseFlag.NoRoute, "route_not_found", "", "The virtual host has no route that matches the request.");
    public static readonly Refusal NoHealthyUpstream = new(503, ResponseFlag.NoHealthyUpstream, "no_healthy_upstream", "no healthy upstream", "The cluster has no endpoint that may be used now.");
    public static readonly Refusal Overflow = new(503, ResponseFlag.UpstreamOverflow, "upstream_reset_before_response_started{overflow}", BeforeHeaders + "overflow", "A limit of the cluster (circuit_breakers.thresholds) was reached.");
    public static readonly Refusal ConnectFailure = new(503, ResponseFlag.UpstreamConnectionFailure, "upstream_reset_before_response_started{remote_connection_failure}", BeforeHeaders + "remote connection failure", "The endpoint refused the connection or could not be reached.");
    public static readonly Refusal ConnectTimeout = new(503, ResponseFlag.UpstreamConnectionFailure, "upstream_reset_before_response_started{connection_timeout}", BeforeHeaders + "connection timeout", "The endpoint did not accept the connection within connect_timeout.");
    public static readonly Refusal Terminated = new(503, ResponseFlag.UpstreamConnectionTermination, "upstream_reset_before_response_started{connection_termination}", BeforeHeaders + "connection termination", "The endpoint closed the connection before it had answered.");
    public static readonly Refusal ProtocolError = new(502, ResponseFlag.UpstreamProtocolError, "upstream_reset_before_response_started{protocol_error}", BeforeHeaders + "protocol error", "The endpoint's answer was not valid HTTP/1.1.");
    public static readonly Refusal TerminatedWithinAnswer = new(503, ResponseFlag.UpstreamConnectionTermination, "upstream_reset_after_response_started{connection_termination}", "", "The endpoint closed the connection in the middle of its answer.");
    public static readonly Refusal ProtocolErrorWithinAnswer = new(502, ResponseFlag.UpstreamProtocolError, "upstream_reset_after_response_started{protocol_error}", "", "The endpoint's answer stopped being valid HTTP/1.1.");
    public static readonly Refusal Timeout = new(504, ResponseFlag.UpstreamRequestTimeout, "upstream_response_timeout", "upstream request timeout", "The answer was not complete within the route's timeout.");
    public static readonly Refusal TryTimeout = new(504, ResponseFlag.UpstreamRequestTimeout, "upstream_per_try_timeout", "upstream request timeout", "The answer was not complete within the route's per_try_timeout.");
    public static readonly Refusal BodyNotKept = new(507, ResponseFlag.None, "request_payload_exceeded_retry_buffer_limit", "exceeded request buffer limit while retrying upstream", "While a retry waited, more of the request's body came than is kept to be sent again.");
    public static readonly Refusal RequestIdle = new(408, ResponseFlag.StreamIdleTimeout, "stream_idle_timeout", "stream timeout", "The client sent nothing for stream_idle_timeout.") { IsClientsFault = true };
    public static readonly Refusal AnswerIdle = new(504, ResponseFlag.StreamIdleTimeout, "stream_idle_timeout", "stream timeout", "Nothing moved for stream_idle_timeout.");
    public static readonly Refusal RequestTimeout = new(408, ResponseFlag.None, "request_overall_timeout", "request timeout", "The request was not complete within request_timeout.") { IsClientsFault = true };
    public static readonly Refusal DurationExceeded = new(504, ResponseFlag.DurationTimeout, "max_duration_timeout", "stream duration exceeded", "The request lasted longer than max_stream_duration.");
    public static readonly Refusal DurationExceededInRequest = DurationExceeded with { Status = 408, Explanation = "The request was not complete within max_stream_duration.", IsClientsFault = true };
    public static readonly Refusal UpgradeRefused = new(403, ResponseFlag.None, "upgrade_failed", "", "Neither the route nor the listener allows this upgrade (upgrade_configs).");
    public static readonly Refusal Dropped = new(503, ResponseFlag.DropOverload, "drop_overload", "drop overload", "A share of this cluster's requests is dropped by configuration (drop_overloads).");
    public static readonly Refusal DroppedUnconditionally = new(503, ResponseFlag.UnconditionalDropOverload, "unconditional_drop_overload", "unconditional drop overload", "Every request of this cluster is dropped by configuration (drop_overloads).");
    public static readonly Refusal ClientGone = new(0, ResponseFlag.DownstreamConnectionTermination, "downstream_remote_disconnect", "", "The client closed the connection before it had its answer.") { IsClientsFault = true };

    public static readonly Refusal BodyTooLarge = new(413, ResponseFlag.None, "request_payload_too_large", "Payload Too Large", "The body of the request is larger than its route allows (limits.max-request-body).") { IsClientsFault = true };

    /// <summary>True when the client alone brought it about: no endpoint is to blame.</summary>
    public bool IsClientsFault { get; init; }

    /// <summary>The code that the client is told: it may not learn by which rule it was refused.</summary>
    public string PublicDetails { get; init; } = Details;

    /// <summary>What a gRPC client is told instead of the status; null for the same as any client.</summary>
    public int? GrpcStatus { get; init; }

    /// <summary>Header fields of the answer beside those that every refusal has.</summary>
    public IReadOnlyList<(string Name, string Value)> Fields { get; init; } = [];

    /// <summary>The same with the client's name, for people.</summary>
    public Refusal Of(string client) => this with { Explanation = $"{Explanation} to {client}." };

    /// <summary>What is written down where rules are not enforced.</summary>
    public Refusal OnlyTold(string client) => this with
    {
        Flag = ResponseFlag.None, Details = $"shadow_{Details}", Explanation = $"{Explanation} to {client}. It passed, because the rules are only told (shadow_rules).",
    };

    /// <summary>The cluster's breaker lets nothing through now.</summary>
    public static Refusal BreakerOpen(BreakerGate breaker) =>
        new(503, ResponseFlag.UpstreamOverflow, "circuit_breaker_open", BeforeHeaders + "circuit breaker open", $"The breaker of the cluster is open. {breaker.Explain()}")
        {
            Fields = [("x-actormesh-breaker", "open"), ("retry-after", Math.Max(1, Math.Ceiling(breaker.OpenFor.TotalSeconds)).ToString(CultureInfo.InvariantCulture))],
        };

    /// <summary>The endpoint was reached, and one of us did not prove to be who the other expects.</summary>
    public static Refusal HandshakeFailure(string problem) => ConnectFailure with
    {
        Details = "upstream_reset_before_response_started{remote_connection_failure|TLS_error}",
        Body = BeforeHeaders + "remote connection failure, transport failure reason: TLS_error",
        Explanation = $"The connection to the endpoint could not be secured: {problem}.",
    };

    public static Refusal NoCluster(int status, string name) =>
        new(status, ResponseFlag.NoCluster, "cluster_not_found", "", name.Length > 0 ? $"The route leads to cluster '{name}', which does not exist." : "The request names no cluster in the header that the route looks at.");

    /// <summary>The request could not be read, or not to its end.</summary>
    public static Refusal Unreadable(ProtocolError error) =>
        new(error.Status, ResponseFlag.DownstreamProtocolError, error.Code, $"{error.Code}: {error.Explanation}\n", error.Explanation) { IsClientsFault = true };

    public static Refusal BadRequest(int status, string details) => new(status, ResponseFlag.DownstreamProtocolError, details, details, "The request breaks a rule of this listener.") { IsClientsFault = true };

    /// <param name="explanation">Which limit, and what it allows.</param>
    public static Refusal RateLimited(int status, string explanation) =>
        new(status, ResponseFlag.RateLimited, "local_rate_limited", "local_rate_limited", explanation) { IsClientsFault = true };

    /// <param name="details">With the limit and when to come again.</param>
    public static Refusal GloballyLimited(int status, string details, string explanation) =>
        new(status, ResponseFlag.RateLimited, details, "global_rate_limited", explanation) { IsClientsFault = true };

    public static Refusal LimitUnknown(int status) => new(
        status, ResponseFlag.RateLimitServiceError, "rate_limiter_error", "",
        "The request falls under a limit of the whole mesh, whose coordinator could not be asked, and the policy denies it then (rate-limit.global.on-error).");

    /// <param name="policy">That denies; null when none allows.</param>
    public static Refusal AccessDenied(string? policy) => new(
        403, ResponseFlag.Unauthorized, $"rbac_access_denied_matched_policy[{policy?.Replace(' ', '_') ?? "none"}]", "RBAC: access denied",
        policy is null ? "No policy of authorization allows this" : $"The policy '{policy}' of authorization denies this")
    {
        PublicDetails = "rbac_access_denied", GrpcStatus = GrpcPermissionDenied, IsClientsFault = true,
    };

    /// <param name="problem">In Envoy's words.</param>
    /// <param name="isMissing">There is none: then the client is not told that it is bad (RFC 6750 section 3.1).</param>
    public static Refusal NoToken(string problem, bool isMissing) => new(
        401, ResponseFlag.Unauthorized, $"jwt_authn_access_denied{{{problem.Replace(' ', '_')}}}", problem, $"The request needs a token: {problem}.")
    {
        PublicDetails = "jwt_authn_access_denied", GrpcStatus = GrpcUnauthenticated, IsClientsFault = true,
        Fields = [("www-authenticate", isMissing ? "Bearer" : "Bearer error=\"invalid_token\"")],
    };

    public static Refusal FaultAbort(int status) =>
        new(status, ResponseFlag.FaultInjected, "fault_filter_abort", "fault filter abort", "The request was refused on purpose (fault injection).") { IsClientsFault = true };
}

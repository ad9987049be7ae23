using System.Collections.Frozen;
using ActorMesh.DataPlane.Http;
using ActorMesh.DataPlane.Resilience;
using ActorMesh.DataPlane.Resilience.Budgets;
using ActorMesh.DataPlane.Routing.Matching;

namespace ActorMesh.DataPlane.Routing.Retrying;

/// <summary>Whether and how the requests of a route are tried again. Immutable; request headers may make a copy of it.</summary>
public sealed record RetryPolicy
{
    private static readonly ExchangeFacts NoFacts = new();

    /// <summary>Nothing is tried again.</summary>
    public static RetryPolicy None { get; } = new() { RetriesMax = 0 };

    public RetryConditions On { get; init; }

    /// <summary>Tries beside the first. Default 1.</summary>
    public int RetriesMax { get; init; } = 1;

    /// <summary>One try, from the end of the request to the end of the answer; null for no limit of its own.</summary>
    public TimeSpan? PerTryTimeout { get; init; }

    /// <summary>Silence within one try; null for no limit.</summary>
    public TimeSpan? PerTryIdleTimeout { get; init; }

    public Backoff Backoff { get; init; } = Backoff.Default;

    /// <summary>Null when no header of an answer says how long to wait, but for Retry-After of a 429 or 503, which always does.</summary>
    public RateLimitedBackoff? RateLimited { get; init; }

    /// <summary>Retries go to endpoints that were not tried while there are any. Default true.</summary>
    public bool AvoidTried { get; init; } = true;

    /// <summary>Bytes of a request's body that are kept to be sent again; one that is longer is not retried once they have passed. Default 64 KiB.</summary>
    public int BufferMax { get; init; } = 64 * 1024;

    /// <summary>A proxy that gives up says so in its answer, and who reads that in an answer does not try again. Default true.</summary>
    public bool UsesOriginMark { get; init; } = true;

    /// <summary>Which requests may be sent twice. Default those with an idempotent method.</summary>
    public MethodRule Methods { get; init; } = MethodRule.Idempotent;

    /// <summary>Those of <see cref="RetryConditions.StatusCodes"/>.</summary>
    public FrozenSet<int> StatusCodes { get; init; } = [];

    /// <summary>A second copy starts when the first has not answered for this long; null for none.</summary>
    public TimeSpan? HedgeDelay { get; init; }

    /// <summary>Copies beside the first at the same time.</summary>
    public int HedgesMax { get; init; } = 1;

    /// <summary>A try that times out is not given up: another starts beside it (envoy HedgePolicy.hedge_on_per_try_timeout).</summary>
    public bool HedgesOnTryTimeout { get; init; }

    /// <summary>False when this policy could never try again or hedge: nothing need be kept for it.</summary>
    public bool IsActive => (RetriesMax > 0 && (On != RetryConditions.None || HedgesOnTryTimeout)) || HedgeDelay is not null;

    /// <summary>Those of <see cref="RetryConditions.Headers"/>; one that matches is enough.</summary>
    internal AnswerCondition[] AnswerHeaders { get; init; } = [];

    /// <summary>Only requests that one of these matches are tried again; empty for all.</summary>
    internal RouteCondition[] RequestHeaders { get; init; } = [];

    /// <summary>What holds for requests that none of them matches: one try, with the same time; null when that is <see cref="None"/>.</summary>
    internal RetryPolicy? Uncovered { get; private init; }

    /// <summary>The policy with its <see cref="Uncovered"/> side made ready, so that no request has to make it.</summary>
    internal RetryPolicy Prepared() => RequestHeaders.Length == 0 && Uncovered is null
        ? this
        : this with { Uncovered = this with { RetriesMax = 0, HedgeDelay = null, HedgesOnTryTimeout = false, RequestHeaders = [], Uncovered = null } };

    /// <summary>What holds for this request: the policy, or what is left of it for requests that are not tried again.</summary>
    public RetryPolicy For(RequestHead request, ExchangeFacts? facts = null) => !IsActive || Covers(request, facts) ? this : Uncovered ?? None;

    /// <summary>Whether a request like this may be tried again at all (retriable_request_headers).</summary>
    /// <param name="request">As it is forwarded.</param>
    /// <param name="facts">What else is known of it; needed only where a condition asks for the scheme of a request that does not say.</param>
    public bool Covers(RequestHead request, ExchangeFacts? facts = null)
    {
        if (!IsActive) return false;
        if (RequestHeaders.Length == 0) return true;
        var input = new MatchInput(request, facts ?? NoFacts, random: 0, ignorePathParameters: false);
        foreach (var condition in RequestHeaders)
            if (condition.Holds(in input)) return true;
        return false;
    }

    /// <summary>Whether it may be sent a second time while the first may have reached the upstream: what hedging needs.</summary>
    public bool MayRepeat(RequestHead request) => Methods.Allows(request);

    /// <summary>
    /// Whether an attempt that ended so is worth another. Says nothing of what is left of tries, budget and body.
    /// </summary>
    /// <param name="request">The request.</param>
    /// <param name="outcome">How the attempt ended.</param>
    /// <param name="wasSent">Whether any byte of the request was sent on it.</param>
    /// <param name="answer">The head of its answer; null when there was none.</param>
    public bool Wants(RequestHead request, in AttemptOutcome outcome, bool wasSent, ResponseHead? answer)
    {
        if (On == RetryConditions.None || RetriesMax == 0) return false;
        var isWanted = outcome.End == AttemptEnd.Answered
            ? answer is not null && !(UsesOriginMark && outcome.IsPassedOn) && WantsAnswer(answer)
            : Any(ConditionsOf(outcome.End, wasSent));
        return isWanted && (!wasSent || outcome.End is AttemptEnd.ConnectFailed or AttemptEnd.ConnectTimedOut || Methods.Allows(request));
    }

    /// <summary>
    /// How long to wait before the retry: what the answer asks for, and up to half of that more so that not all come back at once; else the
    /// backoff. It may be longer than the request has left: then there is no point in the retry.
    /// </summary>
    /// <param name="retry">1 for the first.</param>
    /// <param name="answer">The head of the answer that failed; null when there was none.</param>
    /// <param name="now">To read dates by.</param>
    /// <param name="draw">0 to below 1.</param>
    public TimeSpan WaitBefore(int retry, ResponseHead? answer, DateTimeOffset now, double draw) =>
        AskedWait(answer, now) is { } asked ? asked * (1 + draw / 2) : Backoff.Wait(retry, draw);

    /// <summary>
    /// How long the answer asks to be left alone, at least; null when it does not: by a header that the policy names, or by Retry-After of a
    /// 429 or 503.
    /// </summary>
    public TimeSpan? AskedWait(ResponseHead? answer, DateTimeOffset now)
    {
        if (answer is null) return null;
        if (RateLimited?.Read(answer, now) is { } asked) return asked;
        if (answer.Status is not (429 or 503)) return null;
        var slot = answer.Headers.Find(KnownHeader.RetryAfter);
        return slot >= 0 && RetryAfter.Read(answer.Headers.Value(slot), now) is { } wait && wait > TimeSpan.Zero ? wait : null;
    }

    private static RetryConditions ConditionsOf(AttemptEnd end, bool wasSent)
    {
        const RetryConditions NoAnswer = RetryConditions.ServerError | RetryConditions.GatewayError | RetryConditions.Reset;
        var unsent = wasSent ? RetryConditions.None : RetryConditions.ResetBeforeRequest;
        return end switch
        {
            AttemptEnd.ConnectFailed or AttemptEnd.ConnectTimedOut => NoAnswer | RetryConditions.ConnectFailure | RetryConditions.ResetBeforeRequest,
            AttemptEnd.Reset or AttemptEnd.Malformed => NoAnswer | unsent,
            AttemptEnd.TimedOut => NoAnswer | RetryConditions.Timeout | unsent,
            // Part of an answer may have gone on already; what was cancelled or refused here is wanted by nobody.
            _ => RetryConditions.None,
        };
    }

    private bool WantsAnswer(ResponseHead answer)
    {
        var isWanted = WantsStatus(answer.Status) || WantsHeaders(answer);
        var takesRateLimited = Any(RetryConditions.RateLimited);
        if (!isWanted && !takesRateLimited) return false;
        // Load that was shed must not come back as more load.
        if (AnswerMarks.IsOverloaded(answer) || (UsesOriginMark && answer.Headers.Find(OriginMark.Name) >= 0)) return false;
        return AnswerMarks.IsRateLimited(answer) ? takesRateLimited : isWanted;
    }

    private bool WantsStatus(int status) =>
        (status >= 500 && Any(RetryConditions.ServerError))
        || (status is 502 or 503 or 504 && Any(RetryConditions.GatewayError))
        || (status == 409 && Any(RetryConditions.Conflict))
        || (Any(RetryConditions.StatusCodes) && StatusCodes.Contains(status));

    private bool WantsHeaders(ResponseHead answer)
    {
        if (Any(RetryConditions.Headers))
        {
            foreach (var condition in AnswerHeaders)
                if (condition.Holds(answer)) return true;
        }

        return Any(GrpcConditions.Any) && Any(GrpcConditions.Of(answer));
    }

    private bool Any(RetryConditions conditions) => (On & conditions) != RetryConditions.None;
}

#pragma warning disable CA1822 // Not written yet.
using ActorMesh.DataPlane.Http;
using ActorMesh.DataPlane.Resilience;
using ActorMesh.DataPlane.Resilience.Budgets;

namespace ActorMesh.DataPlane.Routing.Retrying;

/// <summary>Whether and how the requests of a route are tried again. Immutable; request headers may make a copy of it.</summary>
public sealed record RetryPolicy
{
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

    /// <summary>Retries go to endpoints that were not tried while there are any. Default true.</summary>
    public bool AvoidTried { get; init; } = true;

    /// <summary>Bytes of a request's body that are kept to be sent again; one that is longer is not retried once they have passed. Default 64 KiB.</summary>
    public int BufferMax { get; init; } = 64 * 1024;

    /// <summary>A proxy that gives up says so in its answer, and who reads that in an answer does not try again. Default true.</summary>
    public bool UsesOriginMark { get; init; } = true;

    /// <summary>A second copy starts when the first has not answered for this long; null for none.</summary>
    public TimeSpan? HedgeDelay { get; init; }

    /// <summary>Copies beside the first at the same time.</summary>
    public int HedgesMax { get; init; } = 1;

    /// <summary>A try that times out is not given up: another starts beside it (envoy HedgePolicy.hedge_on_per_try_timeout).</summary>
    public bool HedgesOnTryTimeout { get; init; }

    /// <summary>False when this policy could never try again or hedge: nothing need be kept for it.</summary>
    public bool IsActive => RetriesMax > 0;

    public bool MayRepeat(RequestHead request) => request is not null;

    /// <summary>Whether a request like this may be tried again at all (retriable_request_headers).</summary>
    public bool Covers(RequestHead request) => RetriesMax > 0 && request is not null;

    /// <summary>
    /// Whether an attempt that ended so is worth another. Says nothing of what is left of tries, budget and body.
    /// </summary>
    /// <param name="request">The request.</param>
    /// <param name="outcome">How the attempt ended.</param>
    /// <param name="wasSent">Whether any byte of the request was sent on it.</param>
    /// <param name="answer">The head of its answer; null when there was none.</param>
    public bool Wants(RequestHead request, in AttemptOutcome outcome, bool wasSent, ResponseHead? answer) => false;

    /// <summary>How long to wait before the retry: what the answer asks for (Retry-After), else the backoff.</summary>
    /// <param name="retry">1 for the first.</param>
    /// <param name="answer">The head of the answer that failed; null when there was none.</param>
    /// <param name="now">To read dates by.</param>
    /// <param name="draw">0 to below 1.</param>
    public TimeSpan WaitBefore(int retry, ResponseHead? answer, DateTimeOffset now, double draw) => Backoff.Wait(retry, draw);
}

using ActorMesh.DataPlane.Http;
using ActorMesh.DataPlane.Resilience;
using ActorMesh.DataPlane.Resilience.Budgets;

namespace ActorMesh.DataPlane.Routing.Retrying;

/// <summary>
/// The tries of one request: how many are left, and whether a failure is followed by another (semantics 6.3, order of decisions). One object per
/// connection, reused. What a retry takes from the budget is handed to the attempt it leads to.
/// </summary>
public sealed class RetryState
{
    /// <summary>Nobody waits longer for a retry, whatever an answer asks for: the wait holds a part of the budget.</summary>
    private static readonly TimeSpan WaitMax = TimeSpan.FromSeconds(300);

    private RetryAllowance? _allowance;
    private RetryAllowance? _taken;
    private int _left;

    public RetryPolicy Policy { get; private set; } = RetryPolicy.None;

    /// <summary>Retries made so far, hedges not counted.</summary>
    public int Retries { get; private set; }

    /// <summary>Copies sent beside another.</summary>
    public int Hedges { get; private set; }

    /// <summary>Why no further try was made although one was wanted; null while that has not happened.</summary>
    public string? GaveUp { get; private set; }

    /// <summary>Begins a request. It counts as one of those that retries are a share of.</summary>
    public void Begin(RetryPolicy policy, RetryAllowance allowance)
    {
        (Policy, _allowance) = (policy, allowance);
        (_left, Retries, Hedges, GaveUp) = (policy.RetriesMax, 0, 0, null);
        allowance.CountRequest();
    }

    /// <summary>What follows from an attempt that failed, or brought an answer that may be one.</summary>
    /// <param name="request">The request.</param>
    /// <param name="outcome">How the attempt ended.</param>
    /// <param name="wasSent">Whether any byte of the request was sent on it.</param>
    /// <param name="canReplay">Whether the request is at hand to be sent again.</param>
    /// <param name="answer">The head of its answer; null when there was none.</param>
    /// <param name="timeLeft">Of the request; a wait that is longer makes no sense. Infinite when nothing limits it.</param>
    /// <param name="activeRequests">Of the cluster, now.</param>
    /// <param name="now">To read dates by.</param>
    /// <param name="draw">0 to below 1, for the wait.</param>
    public RetryDecision Decide(
        RequestHead request, in AttemptOutcome outcome, bool wasSent, bool canReplay, ResponseHead? answer,
        TimeSpan timeLeft, int activeRequests, DateTimeOffset now, double draw)
    {
        if (!Policy.IsActive || outcome.End is AttemptEnd.Refused or AttemptEnd.Cancelled || !Policy.Wants(request, outcome, wasSent, answer)) return RetryDecision.NotWanted;
        if (!canReplay) return GiveUp(ResponseFlag.None, $"the body is longer than the {Policy.BufferMax} bytes that are kept to be sent again");
        if (_left == 0) return GiveUp(ResponseFlag.UpstreamRetryLimitExceeded, $"all {Policy.RetriesMax + 1L} tries are used up");
        _left--; // Also when the next check fails: Envoy counts so.
        var wait = Policy.WaitBefore(Retries + 1, answer, now, draw);
        if (wait > WaitMax) return GiveUp(ResponseFlag.None, $"the wait before the next try would be more than {WaitMax.TotalSeconds} s");
        if (timeLeft != Timeout.InfiniteTimeSpan && wait >= timeLeft) return GiveUp(ResponseFlag.None, "the wait before the next try would be longer than the time that is left");
        if (!_allowance!.TryBegin(activeRequests, out var refusal)) return GiveUp(ResponseFlag.UpstreamOverflow, refusal.Explain());
        _taken = _allowance;
        Retries++;
        return new RetryDecision(RetryVerdict.Retry, wait, ResponseFlag.None, "") { WasAsked = Policy.AskedWait(answer, now) is not null };
    }

    /// <summary>Whether another copy may be sent beside those under way. It is paid from the same budget.</summary>
    /// <param name="countsAsRetry">It takes one of the tries (hedging on a try's timeout).</param>
    /// <param name="activeRequests">Of the cluster, now.</param>
    public bool TryHedge(bool countsAsRetry, int activeRequests)
    {
        if (Hedges >= Policy.HedgesMax || (countsAsRetry && _left == 0) || !_allowance!.TryBegin(activeRequests)) return false;
        if (countsAsRetry) _left--;
        _taken = _allowance;
        Hedges++;
        return true;
    }

    /// <summary>Nobody tries any more, for a reason found elsewhere: an open breaker.</summary>
    public RetryDecision GiveUp(ResponseFlag flag, string explanation)
    {
        GaveUp = explanation;
        return RetryDecision.GaveUp(flag, explanation);
    }

    /// <summary>What the next attempt was paid from; null for the first. Whoever takes it gives it back.</summary>
    public RetryAllowance? TakeAllowance()
    {
        var taken = _taken;
        _taken = null;
        return taken;
    }

    /// <summary>The request ends: a retry that was paid for and not made is given back, and nothing is known of it any more.</summary>
    public void End()
    {
        TakeAllowance()?.End();
        (Policy, GaveUp) = (RetryPolicy.None, null);
    }
}

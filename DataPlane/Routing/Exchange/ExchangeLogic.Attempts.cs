using ActorMesh.DataPlane.Endpoints;
using ActorMesh.DataPlane.Http;
using ActorMesh.DataPlane.Http.Http1;
using ActorMesh.DataPlane.Resilience;
using ActorMesh.DataPlane.Routing.Exchange.Attempts;
using ActorMesh.DataPlane.Routing.Exchange.Mirroring;
using ActorMesh.DataPlane.Routing.Retrying;
using ActorMesh.Runtime.Time;

namespace ActorMesh.DataPlane.Routing.Exchange;

/// <content>Attempts: the first, those after a failure, those beside a slow one.</content>
internal sealed partial class ExchangeLogic
{
    private int ActiveRequests => _plan.Cluster!.LimitsOf(_attempts.Priority) is { } limits ? limits.Requests + limits.Pending : 0;

    private void Forward(RequestHead head, MessagePart<RequestHead> part)
    {
        var (forward, cluster) = (_plan.Forward!, _plan.Cluster!);
        _attempts.Begin(forward.Priority);
        _retries.Begin(_plan.Retries, cluster.RetriesOf(forward.Priority));
        var main = _attempts.Main;
        if (_plan.Open(main.Hold, default) is { } refusal)
        {
            GiveUp(refusal);
            return;
        }

        _clock.Limit(forward, _plan.Timeout, _plan.Configuration.Connection, part.IsLast, main.Hold.Endpoint!.Pool.Settings.StreamDurationMax);
        var request = Upstream.Request;
        Prepare(main, request);
        request.KeepMax = _plan.Retries.IsActive ? _plan.Retries.BufferMax : 0;
        request.Begin(head.Body);
        request.PassTrailers = _plan.Configuration.Connection.EnableTrailers;
        request.Add(part);
        if (forward.Mirrors.Count > 0)
        {
            (_mirrors ??= new Mirrors()).Begin(head, forward, _plan.Facts, _service, _plan.Random, Materializer);
            _mirrors.Add(part);
        }

        _phase = Phase.Trying;
        Start(main);
        if (_retries.Policy.HedgeDelay is { } delay && _phase == Phase.Trying && !AnswerBegan) _clock.WakeAfter(delay);
    }

    /// <summary>Writes the head that goes out on an attempt.</summary>
    private void Prepare(Attempt attempt, OutgoingMessage request)
    {
        var left = _clock.TimeLeft;
        if (_retries.Policy.PerTryTimeout is { } perTry && (left == Timeout.InfiniteTimeSpan || perTry < left)) left = perTry;
        _attempts.NoteTried(attempt.Hold.Endpoint!);
        _plan.PrepareAttempt(_head!, attempt.Hold.Endpoint!, left);
        HeadWriter.WriteRequest(request.Buffer, _head!, _plan.KeepsUpgrade);
    }

    private void Start(Attempt attempt)
    {
        attempt.Limit(_retries.Policy, Upstream.Request.IsComplete);
        switch (attempt.Acquire(_attempts.Priority))
        {
            case AcquireResult.Reused:
                StartRelaying(attempt);
                break;
            case AcquireResult.New:
                Connect(attempt);
                break;
            case AcquireResult.Queued:
                LimitTries();
                break;
            case AcquireResult.Overflow:
                _plan.Cluster!.Counters.Overflowed();
                NoteOverflow(Refusal.Overflow);
                OnFailed(attempt, AttemptEnd.Refused, Refusal.Overflow);
                break;
        }
    }

    private void LimitTries() => _clock.LimitTries(_attempts.FirstEnd(_clock.LastMove));

    private void Connect(Attempt attempt)
    {
        if (attempt.Connect(_attempts.Priority)) OnConnectProgress(attempt);
        else LimitTries();
    }

    private void LookForConnections()
    {
        OnConnectProgress(_attempts.Main);
        for (var i = 0; i < _attempts.Copies.Count; i++) OnConnectProgress(_attempts.Copies[i]);
    }

    private void OnConnectProgress(Attempt attempt)
    {
        if (_phase != Phase.Trying || attempt.Phase != AttemptPhase.Connecting) return;
        switch (attempt.LookForConnection())
        {
            case ConnectProgress.Ready:
                StartRelaying(attempt);
                break;
            case ConnectProgress.FreePlace:
                Connect(attempt);
                break;
            case ConnectProgress.Failed:
                _plan.Cluster!.Counters.ConnectFailed();
                OnFailed(attempt, AttemptEnd.ConnectFailed, attempt.Upstream.ConnectProblem is { } problem ? Refusal.HandshakeFailure(problem) : Refusal.ConnectFailure);
                break;
        }
    }

    private void StartRelaying(Attempt attempt)
    {
        attempt.Connected(_method);
        LimitTries();
        SendOn(attempt);
        ReadAnswer(attempt);
    }

    /// <summary>Sends what there is of the request, then asks for more of it.</summary>
    private void SendOn(Attempt attempt)
    {
        while (attempt.Upstream.SendOn() && !attempt.Upstream.Request.IsComplete)
        {
            if (_latePart is not { } part)
            {
                AskForRequest();
                return;
            }

            _latePart = null;
            Add(part);
        }
    }

    /// <summary>Nothing came of an attempt.</summary>
    private void OnFailed(Attempt attempt, AttemptEnd end, Refusal refusal)
    {
        if (AnswerBegan)
        {
            if (end == AttemptEnd.CutOff) attempt.Hold.ReportCutOff();
            Fail(refusal);
            return;
        }

        var outcome = attempt.Hold.Report(end);
        var decision = _attempts.AnyUnderWayBeside(attempt) ? default : Decide(attempt, outcome, answer: null);
        attempt.Drop(_attempts.Priority);
        if (decision.Verdict == RetryVerdict.Retry) WaitToTryAgain(decision);
        else if (!_attempts.AnyUnderWay) Fail(refusal with { Flag = refusal.Flag | decision.Flag });
        else LimitTries();
    }

    private RetryDecision Decide(Attempt attempt, in AttemptOutcome outcome, ResponseHead? answer)
    {
        if (!_retries.Policy.IsActive) return RetryDecision.NotWanted;
        var canReplay = Upstream.Request.CanReplay && Upstream.Request.BodyAtHand <= _retries.Policy.BufferMax;
        var decision = _retries.Decide(
            _head!, outcome, attempt.Upstream.HasSent, canReplay, answer,
            _clock.TimeLeft, ActiveRequests, _service.Clock.GetUtcNow(), _plan.DrawForWait());
        var counters = _plan.Cluster!.RetryCounters;
        if (decision.Verdict == RetryVerdict.Retry) counters.Retried(decision.WasAsked);
        else if (decision.Flag == ResponseFlag.UpstreamOverflow) counters.RetryOverflowed();
        else if (decision.Flag == ResponseFlag.UpstreamRetryLimitExceeded) counters.RetryLimitExceeded();
        return decision;
    }

    private void WaitToTryAgain(RetryDecision decision)
    {
        _phase = Phase.Waiting;
        _clock.LimitTries(Instant.Never);
        if (decision.Wait >= TimerWheel.Tick / 2) _clock.WakeAfter(decision.Wait);
        else _clock.WakeNow();
    }

    private void TryAgain()
    {
        var main = _attempts.Main;
        if (_plan.Open(main.Hold, _attempts.Tried, _retries.TakeAllowance()) is { } refusal)
        {
            GiveUp(refusal);
            return;
        }

        Rewrite(main);
        _phase = Phase.Trying;
        Start(main);
    }

    /// <summary>The kept connection had been closed as the request went out on it: the same once more, to the same endpoint, on another.</summary>
    private void Replay(Attempt attempt)
    {
        attempt.Upstream.Drop(answerIsHere: false);
        _plan.CountReplay();
        Rewrite(attempt);
        Start(attempt);
    }

    private void Rewrite(Attempt attempt)
    {
        var request = attempt.Upstream.Request;
        request.BeginReplay();
        Prepare(attempt, request);
        request.EndReplayHead();
    }

    /// <summary>There is no attempt to be made, by what all share.</summary>
    private void GiveUp(Refusal refusal)
    {
        NoteOverflow(refusal);
        Fail(refusal);
    }

    /// <summary>A limit of ours refused: whoever calls need not try again either.</summary>
    private void NoteOverflow(Refusal refusal)
    {
        if (refusal.Flag == ResponseFlag.UpstreamOverflow && _retries.Policy.IsActive) _retries.GiveUp(refusal.Flag, refusal.Explanation);
    }

    /// <summary>The time of single attempts may have passed.</summary>
    private void EndLateTries()
    {
        EndIfLate(_attempts.Main);
        for (var i = 0; i < _attempts.Copies.Count && !AnswerBegan; i++) EndIfLate(_attempts.Copies[i]);
        if (_phase == Phase.Trying) LimitTries();
    }

    private void EndIfLate(Attempt attempt)
    {
        if (!attempt.IsUnderWay || attempt.Expired(_clock.LastMove) is not { } end) return;
        if (end == AttemptEnd.ConnectTimedOut)
        {
            _plan.Cluster!.Counters.ConnectTimedOut();
            OnFailed(attempt, end, Refusal.ConnectTimeout);
        }
        else if (_retries.Policy.HedgesOnTryTimeout && CanHedge() && _retries.TryHedge(countsAsRetry: true, ActiveRequests))
        {
            attempt.Hold.Report(end);
            if (SendCopy()) attempt.Unlimit();
            else OnFailed(attempt, end, Refusal.TryTimeout);
        }
        else
        {
            _plan.Cluster!.RetryCounters.PerTryTimedOut();
            OnFailed(attempt, end, Refusal.TryTimeout);
        }
    }

    /// <summary>The request has not been answered for as long as a copy waits.</summary>
    private void Hedge()
    {
        if (!CanHedge() || !_retries.TryHedge(countsAsRetry: false, ActiveRequests) || !SendCopy()) return;
        if (_phase == Phase.Trying && _retries.Hedges < _retries.Policy.HedgesMax) _clock.WakeAfter(_retries.Policy.HedgeDelay!.Value);
    }

    private bool CanHedge() => Upstream.Request is { IsComplete: true, CanReplay: true } && _retries.Policy.MayRepeat(_head!);

    /// <returns>False when there is no endpoint for it, or a limit is reached.</returns>
    private bool SendCopy()
    {
        var copy = _attempts.AddCopy();
        if (_plan.Open(copy.Hold, _attempts.Tried, _retries.TakeAllowance()) is not null) return false;
        _plan.Cluster!.RetryCounters.Hedged();
        copy.Upstream.Request.Release(); // A copy that came to nothing may have left what it sent.
        Prepare(copy, copy.Upstream.Request);
        Upstream.Request.CopyTo(copy.Upstream.Request);
        Start(copy);
        return true;
    }
}

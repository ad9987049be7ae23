using ActorMesh.DataPlane.Http;
using ActorMesh.DataPlane.Http.Http1;
using ActorMesh.DataPlane.Resilience;
using ActorMesh.DataPlane.Routing.Exchange.Attempts;
using ActorMesh.DataPlane.Routing.Matching;
using ActorMesh.DataPlane.Routing.Retrying;

namespace ActorMesh.DataPlane.Routing.Exchange;

/// <content>Answers: those of the upstream, relayed, and those of our own.</content>
internal sealed partial class ExchangeLogic
{
    private void ReadAnswers()
    {
        ReadAnswer(_attempts.Main);
        for (var i = 0; i < _attempts.Copies.Count; i++) ReadAnswer(_attempts.Copies[i]);
    }

    private void ReadAnswer(Attempt attempt)
    {
        while (_phase == Phase.Trying && attempt.Phase == AttemptPhase.Relaying && IsAvailable(_stage.Answers))
        {
            var upstream = attempt.Upstream;
            switch (upstream.Read(out var ended))
            {
                case ReadStep.Part:
                    OnAnswerPart(attempt, upstream.Reader.Part);
                    break;
                case ReadStep.Failed:
                    _plan.Cluster!.Counters.ProtocolErrorSeen();
                    var refusal = AnswerBegan ? Refusal.ProtocolErrorWithinAnswer : Refusal.ProtocolError;
                    OnFailed(attempt, AnswerBegan ? AttemptEnd.CutOff : AttemptEnd.Malformed, refusal with { Explanation = $"The endpoint's answer was not valid HTTP/1.1: {upstream.Reader.Error!.Explanation}" });
                    return;
                default:
                    if (ended) OnUpstreamEnd(attempt);
                    return;
            }
        }
    }

    private void OnAnswerPart(Attempt attempt, MessagePart<ResponseHead> part)
    {
        _clock.Moved();
        if (part.Head is { } head)
        {
            if (head.Status == 100) return; // The client was told to go on by us.
            if (head.Status is >= 200 or 101)
            {
                if (!TakeAnswer(attempt, head)) return;
            }
            else if (_attempts.AnyUnderWayBeside(attempt) || _retries.Policy.IsActive)
            {
                return; // What an attempt says on its way is no use when another may answer in its place.
            }
        }

        Push(_stage.Answers, part);
        if (part.IsLast)
        {
            _phase = Phase.Answered;
            _clock.Answered();
        }
        else if (part.Head is { Body: BodyKind.Tunnel })
        {
            AskForRequest(); // Only after the answer: it is what tells the layer below that bytes are opaque from here on.
        }
    }

    /// <returns>False when this answer does not go to the client.</returns>
    private bool TakeAnswer(Attempt attempt, ResponseHead head)
    {
        if (head.Status == 101 && !_plan.KeepsUpgrade)
        {
            OnFailed(attempt, AttemptEnd.Malformed, Refusal.ProtocolError with { Explanation = "The endpoint switched protocols though nobody asked it to." });
            return false;
        }

        _plan.Cluster!.Counters.Answered(head.Status);
        var outcome = attempt.Hold.Report(AttemptEnd.Answered, head.Status, isPassedOn: head.Status >= 500 && head.Headers.Find(OriginMark.Name) >= 0);
        if (outcome.IsPassedOn) _plan.Cluster.RetryCounters.GaveUpElsewhere();
        if (_retries.Policy.IsActive && !IsGoodEnough(attempt, outcome, head)) return false;
        Commit(attempt, head);
        return true;
    }

    /// <summary>False when another attempt is to answer in its place.</summary>
    private bool IsGoodEnough(Attempt attempt, in AttemptOutcome outcome, ResponseHead head)
    {
        var wasSent = attempt.Upstream.HasSent;
        if (_attempts.AnyUnderWayBeside(attempt))
        {
            if (!_retries.Policy.Wants(_head!, outcome, wasSent, head)) return true;
            attempt.Drop(_attempts.Priority, answerIsHere: true);
            LimitTries();
            return false;
        }

        var decision = Decide(attempt, outcome, head);
        switch (decision.Verdict)
        {
            case RetryVerdict.Retry:
                attempt.Drop(_attempts.Priority, answerIsHere: true);
                WaitToTryAgain(decision);
                return false;
            case RetryVerdict.GaveUp:
                _journal.GaveUp(decision.Flag, decision.Explanation, head.Status);
                return true;
            default:
                if (_retries.Retries > 0 && head.Status < 500) _plan.Cluster!.RetryCounters.RetrySucceeded();
                return true;
        }
    }

    private void Commit(Attempt attempt, ResponseHead head)
    {
        if (!ReferenceEquals(attempt, _attempts.Main)) _plan.Cluster!.RetryCounters.HedgeWon();
        _attempts.Commit(attempt);
        _clock.EndTries();
        _status = head.Status;
        _plan.PrepareAnswer(head, _head, _service.Date, _clock.Elapsed);
        MarkOrigin(head);
        if (head.Body != BodyKind.Tunnel) return;
        _clock.BecomeTunnel();
        Upstream.Request.Begin(BodyKind.Tunnel);
        Upstream.Join(_client);
        Interlocked.MemoryBarrier();
        // From here on the listener looks after it; rules that changed just now would have been missed.
        if (!_service.Current.Access.Equals(_plan.Configuration.Access)) _client.Abort();
    }

    private void OnUpstreamEnd(Attempt attempt)
    {
        var upstream = attempt.Upstream;
        if (upstream.EndedOrderly && upstream.Reader.EndOfStream())
        {
            upstream.IsSpoilt = true; // Not to be used again.
            OnAnswerPart(attempt, upstream.Reader.Part);
        }
        else if (!AnswerBegan && upstream.MayReplay(_method))
        {
            _plan.Cluster!.Counters.Replayed();
            Replay(attempt);
        }
        else
        {
            _plan.Cluster!.Counters.WasReset();
            OnFailed(attempt, AnswerBegan ? AttemptEnd.CutOff : AttemptEnd.Reset, AnswerBegan ? Refusal.TerminatedWithinAnswer : Refusal.Terminated);
        }
    }

    /// <summary>Nothing comes of this request. If its answer has begun, the client must see that it is cut off.</summary>
    private void Fail(Refusal refusal)
    {
        if (!AnswerBegan)
        {
            Answer(refusal);
            return;
        }

        _journal.Failed(refusal, _status);
        _phase = Phase.Answered;
        FailStage(new IOException(refusal.Details));
    }

    private void Answer(Refusal refusal)
    {
        _journal.Failed(refusal, refusal.Status);
        _own.Begin(refusal, _method, _plan.Configuration.Connection.SuppressEnvoyHeaders, refusal.GrpcStatus is not null && GrpcCondition.IsGrpc(_head!));
        AnswerByOwn();
    }

    private void AnswerHere()
    {
        _plan.AnswerHere(_own, _head!);
        AnswerByOwn();
    }

    private void AnswerByOwn()
    {
        _status = _own.Head.Status;
        _plan.PrepareAnswer(_own.Head, _head, _service.Date, upstreamTime: null);
        MarkOrigin(_own.Head);
        LetGo(mayReuse: false);
        _clock.LimitOwnAnswer(_plan.Configuration.Connection);
        _phase = Phase.Answering;
        if (IsAvailable(_stage.Answers)) PushOwnAnswer();
    }

    /// <summary>A failure that was tried again already, here or deeper down, is marked so that callers pass it on.</summary>
    private void MarkOrigin(ResponseHead answer)
    {
        if (answer.Status < 500 && _plan.Configuration.Connection.UseRemoteAddress) answer.Headers.Remove(OriginMark.Name);
        else if (answer.Status >= 500 && _head is not null) OriginMarking.Apply(answer.Headers, _head.Headers, _service.GivenUp, _plan, _retries);
    }

    private void PushOwnAnswer()
    {
        _phase = Phase.Answered;
        Push(_stage.Answers, _own.Part);
    }

    /// <summary>The client has the whole answer.</summary>
    private void Finish()
    {
        var requestIsLent = Upstream.IsSending;
        LetGo(mayReuse: true);
        _journal.Close(_status);
        _phase = Phase.Idle;
        // An early answer: the end of the request still lies in the client's buffer for the kernel to send, so no more is read into it.
        if (requestIsLent) Complete(_stage.Answers);
        else AskForRequest();
    }
}

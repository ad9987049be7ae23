using ActorMesh.DataPlane.Http;
using ActorMesh.DataPlane.Http.Http1;

namespace ActorMesh.DataPlane.Routing.Exchange;

/// <content>Answers: those of the upstream, relayed, and those of our own.</content>
internal sealed partial class ExchangeLogic
{
    private void ReadAnswer()
    {
        while (_phase == Phase.Relaying && IsAvailable(_stage.Answers))
        {
            switch (_upstream.Read(out var ended))
            {
                case ReadStep.Part:
                    OnAnswerPart(_upstream.Reader.Part);
                    break;
                case ReadStep.Failed:
                    _plan.Cluster!.Counters.ProtocolErrorSeen();
                    Fail((AnswerBegan ? Refusal.ProtocolErrorWithinAnswer : Refusal.ProtocolError) with { Explanation = $"The endpoint's answer was not valid HTTP/1.1: {_upstream.Reader.Error!.Explanation}" });
                    return;
                default:
                    if (ended) OnUpstreamEnd();
                    return;
            }
        }
    }

    private void OnAnswerPart(MessagePart<ResponseHead> part)
    {
        _clock.Moved();
        if (part.Head is { } head)
        {
            if (head.Status == 100) return; // The client was told to go on by us.
            if (head.Status >= 200 || head.Status == 101) OnAnswerHead(head);
            if (_phase != Phase.Relaying) return;
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

    private void OnAnswerHead(ResponseHead head)
    {
        if (head.Status == 101 && !_plan.KeepsUpgrade)
        {
            Answer(Refusal.ProtocolError with { Explanation = "The endpoint switched protocols though nobody asked it to." });
            return;
        }

        _status = head.Status;
        _plan.Cluster!.Counters.Answered(head.Status);
        if (head.Status >= 500) _plan.Endpoint!.Failed();
        _plan.PrepareAnswer(head, _head, _service.Date, _clock.Elapsed);
        if (head.Body != BodyKind.Tunnel) return;
        _clock.BecomeTunnel();
        _upstream.Request.Begin(BodyKind.Tunnel);
    }

    private void OnUpstreamEnd()
    {
        if (_upstream.EndedOrderly && _upstream.Reader.EndOfStream())
        {
            _upstream.IsSpoilt = true; // Not to be used again.
            OnAnswerPart(_upstream.Reader.Part);
        }
        else if (!AnswerBegan && _upstream.MayReplay(_method))
        {
            _plan.Cluster!.Counters.Replayed();
            _upstream.Rewind();
            _plan.CountAttempt(_upstream.Request.Written);
            Acquire();
        }
        else
        {
            _plan.Cluster!.Counters.WasReset();
            Fail(AnswerBegan ? Refusal.TerminatedWithinAnswer : Refusal.Terminated);
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
        _own.Begin(refusal, _method, _plan.Configuration.Connection.SuppressEnvoyHeaders);
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
        LetGo(mayReuse: false);
        _clock.LimitOwnAnswer(_plan.Configuration.Connection);
        _phase = Phase.Answering;
        if (IsAvailable(_stage.Answers)) PushOwnAnswer();
    }

    private void PushOwnAnswer()
    {
        _phase = Phase.Answered;
        Push(_stage.Answers, _own.Part);
    }

    /// <summary>The client has the whole answer.</summary>
    private void Finish()
    {
        var requestIsLent = _upstream.IsSending;
        LetGo(mayReuse: true);
        _journal.Close(_status);
        _phase = Phase.Idle;
        // An early answer: the end of the request still lies in the client's buffer for the kernel to send, so no more is read into it.
        if (requestIsLent) Complete(_stage.Answers);
        else AskForRequest();
    }
}

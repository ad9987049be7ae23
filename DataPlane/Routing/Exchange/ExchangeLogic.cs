using ActorMesh.DataPlane.Bytes;
using ActorMesh.DataPlane.Http;
using ActorMesh.DataPlane.Resilience;
using ActorMesh.DataPlane.Routing.Authorization;
using ActorMesh.DataPlane.Routing.Exchange.Attempts;
using ActorMesh.DataPlane.Routing.Exchange.Mirroring;
using ActorMesh.DataPlane.Routing.Filters;
using ActorMesh.DataPlane.Routing.Retrying;
using ActorMesh.Runtime.Time;
using Akka.Streams.Stage;

namespace ActorMesh.DataPlane.Routing.Exchange;

/// <summary>The exchanges of one client connection, one after the other: what <see cref="ExchangePlan"/> decides, this carries out.</summary>
/// <remarks>This file: requests and time. Beside it: attempts, and answers.</remarks>
internal sealed partial class ExchangeLogic : InAndOutGraphStageLogic
{
    private readonly ExchangeStage _stage;
    private readonly ClientConnection _client;
    private readonly HttpService _service;
    private readonly ExchangePlan _plan;
    private readonly ExchangeClock _clock;
    private readonly ExchangeJournal _journal;
    private readonly RetryState _retries = new();
    private readonly OwnAnswer _own = new();
    private Mirrors? _mirrors;
    private AttemptSet _attempts = null!;
    private RequestHead? _head;
    private MessagePart<RequestHead>? _firstPart;
    /// <summary>Of the body: asked for by an attempt that has failed, and here before the next has sent what comes before it.</summary>
    private MessagePart<RequestHead>? _latePart;
    private HttpMethod _method;
    private Phase _phase;
    private int _status;

    public ExchangeLogic(ExchangeStage stage, ClientConnection client)
        : base(stage.Shape)
    {
        _stage = stage;
        _client = client;
        _service = stage.Service;
        _plan = new ExchangePlan(_service, client.RemoteAddress, client.LocalAddress, (ulong)client.GetHashCode() ^ (ulong)_service.Clock.GetTimestamp(), ConnectionFacts.Of(client));
        _plan.Facts.IsTls = client.IsSecured;
        _clock = new ExchangeClock(_service.Clock, _service.Wheel, () => _attempts.Signal.Fire());
        _journal = new ExchangeJournal(_service, _plan, _clock);
        SetHandler(stage.Requests, this);
        SetHandler(stage.Answers, this);
    }

    private enum Phase : byte
    {
        /// <summary>No request.</summary>
        Idle,
        /// <summary>Fault injection holds the request, or it waits for a token of a limit of the whole mesh.</summary>
        Held,
        /// <summary>An attempt is under way, or several are.</summary>
        Trying,
        /// <summary>An attempt failed; the next begins when its wait is over.</summary>
        Waiting,
        /// <summary>An answer of our own waits to be asked for.</summary>
        Answering,
        /// <summary>The last of the answer has been handed on.</summary>
        Answered,
    }

    private bool AnswerBegan => _status != 0;

    /// <summary>The attempt that carries the request's body, and the answer once one has begun.</summary>
    private UpstreamSide Upstream => _attempts.Main.Upstream;

    /// <summary>True while the client has a part of its answer before it that it does not take.</summary>
    private bool WaitsForTaking => AnswerBegan && !IsAvailable(_stage.Answers);

    /// <summary>True while an attempt has yet to send what there is of the request.</summary>
    private bool IsBehind => _phase == Phase.Trying && (_attempts.Main.Phase == AttemptPhase.Connecting || Upstream.IsSending);

    private bool IsTunnel => AnswerBegan && Upstream.IsTunnel;

    public override void PreStart()
    {
        _attempts = new AttemptSet(new StageSignal(this, OnSignal), _service.Clock);
        Pull(_stage.Requests);
    }

    public override void PostStop()
    {
        if (_phase is Phase.Held or Phase.Trying or Phase.Waiting && !IsTunnel) _journal.Failed(Refusal.ClientGone, _status);
        LetGo(mayReuse: false);
        _journal.Close(_status);
        _clock.Stop();
    }

    public override void OnPush()
    {
        var part = Grab(_stage.Requests);
        if (part.Head is not null && _phase != Phase.Idle) FailStage(new InvalidOperationException("A request came before the last one had ended."));
        else if (part.Head is { } head) Begin(head, part);
        else if (_phase is Phase.Trying or Phase.Waiting) GoOn(part);
    }

    public override void OnPull()
    {
        if (_phase == Phase.Answered) Finish();
        else if (_phase == Phase.Answering) PushOwnAnswer();
        else ReadAnswers();
    }

    public override void OnUpstreamFinish()
    {
        if (_phase == Phase.Trying && IsTunnel) Upstream.ShutdownSend();
        else CompleteStage();
    }

    public override void OnDownstreamFinish(Exception cause)
    {
        if (_phase == Phase.Answered) LetGo(mayReuse: true);
        CompleteStage();
    }

    private void Begin(RequestHead head, MessagePart<RequestHead> part)
    {
        _head = head;
        _method = head.Method;
        _status = 0;
        _clock.Begin();
        _journal.Open(head);
        if (part.Error is { } error)
        {
            _plan.Begin();
            Answer(Refusal.Unreadable(error));
            return;
        }

        // The body will pass through the buffer that the head lies in.
        if (!part.IsLast) head.Detach();
        HoldOrGo(_plan.Decide(head), head, part);
    }

    private void HoldOrGo(Refusal? refusal, RequestHead head, MessagePart<RequestHead> part)
    {
        if (refusal is not null || (_plan.Wait is null && _plan.Hold == TimeSpan.Zero))
        {
            Go(refusal, head, part);
            return;
        }

        _firstPart = part;
        _phase = Phase.Held;
        _clock.LimitOwnAnswer(_plan.Configuration.Connection);
        _clock.WakeAfter(_plan.Wait is { } awaited ? awaited.Until - _service.Clock.Now : _plan.Hold);
        if (_plan.Wait is { } wait && !wait.Begin(_attempts.Signal.Fire)) _clock.WakeNow();
    }

    /// <summary>What the request waited for has come, or has not come in time.</summary>
    private void EndWait(bool isLate)
    {
        _clock.Moved();
        HoldOrGo(_plan.Resume(_head!, isLate), _head!, _firstPart!);
    }

    /// <summary>Nothing holds the request any more.</summary>
    private void Go(Refusal? refusal, RequestHead head, MessagePart<RequestHead> part)
    {
        if (refusal is not null) Answer(refusal);
        else if (_plan.Forward is null) AnswerHere();
        else if (!_plan.TakeBody(part.Length)) Answer(Refusal.BodyTooLarge);
        else Forward(head, part);
    }

    /// <summary>More of the request's body.</summary>
    private void GoOn(MessagePart<RequestHead> part)
    {
        if (part.Error is { } error)
        {
            Fail(Refusal.Unreadable(error));
            return;
        }

        if (!AnswerBegan && !_plan.TakeBody(part.Length))
        {
            Fail(Refusal.BodyTooLarge);
            return;
        }

        _clock.Moved();
        _mirrors?.Add(part);
        if (part.IsLast) _clock.RequestEnded();
        if (IsBehind)
        {
            _latePart = part;
            return;
        }

        Add(part);
        if (_phase == Phase.Waiting && !Upstream.Request.CanReplay) Fail(Refusal.BodyNotKept);
        else if (_attempts.Main.Phase == AttemptPhase.Relaying) SendOn(_attempts.Main);
    }

    private void Add(MessagePart<RequestHead> part)
    {
        Upstream.Request.Add(part);
        if (!part.IsLast) return;
        if (!AnswerBegan) _attempts.Main.RequestEnded();
        LimitTries();
    }

    private void AskForRequest()
    {
        if (!HasBeenPulled(_stage.Requests) && !IsClosed(_stage.Requests)) Pull(_stage.Requests);
    }

    private void LetGo(bool mayReuse)
    {
        _clock.End();
        _mirrors?.End();
        _retries.End();
        RequestFilters.End(_plan.Facts);
        _firstPart = _latePart = null;
        // A client that went away may leave a write under way that still reads what the upstream sent.
        _attempts.LetGo(mayReuse, answerIsLent: _client.Socket.IsSending || (!mayReuse && AnswerBegan));
    }

    /// <summary>Something happened on an upstream connection, or a limit has passed. One signal may stand for several events.</summary>
    private void OnSignal()
    {
        // First: a connection that is there beats an alarm that is late.
        LookForConnections();
        if (_phase == Phase.Held && _plan.Wait is { IsOver: true }) EndWait(isLate: false);
        if (_phase != Phase.Idle && _clock.TakeRing()) OnRing();
        Relay(_attempts.Main);
        for (var i = 0; i < _attempts.Copies.Count; i++) Relay(_attempts.Copies[i]);
    }

    private void Relay(Attempt attempt)
    {
        if (_phase != Phase.Trying || attempt.Phase != AttemptPhase.Relaying) return;
        if (attempt.Upstream.TakeSent()) SendOn(attempt);
        if (attempt.Phase == AttemptPhase.Relaying && !attempt.Upstream.IsWaiting) ReadAnswer(attempt);
    }

    private void OnRing()
    {
        if (_clock.Expired(Upstream.Request.IsComplete) is { } refusal)
        {
            OnExpired(refusal);
            return;
        }

        if (_phase == Phase.Trying && !AnswerBegan) EndLateTries();
        if (_clock.TakeWakeUp()) OnWakeUp();
    }

    private void OnWakeUp()
    {
        switch (_phase)
        {
            case Phase.Held when _plan.Wait is not null:
                EndWait(isLate: true);
                break;
            case Phase.Held:
                _clock.Moved();
                Go(_plan.RefusalAfterHold, _head!, _firstPart!);
                break;
            case Phase.Waiting:
                TryAgain();
                break;
            case Phase.Trying when !AnswerBegan:
                Hedge();
                break;
        }
    }

    private void OnExpired(Refusal refusal)
    {
        var wasTrying = _phase is Phase.Trying or Phase.Waiting || (_phase == Phase.Answered && Upstream.HasConnection);
        if (wasTrying) _plan.Cluster!.Counters.TimedOut();
        if (_retries.Retries > 0 && !AnswerBegan) _retries.GiveUp(ResponseFlag.None, "the time of the request is over");
        var isClients = WaitsForTaking || (refusal.IsClientsFault && !Upstream.IsSending);
        if (_phase == Phase.Trying) _attempts.Report(isClients ? AttemptEnd.Cancelled : AttemptEnd.TimedOut);
        if (WaitsForTaking) Fail(refusal with { IsClientsFault = true, Explanation = "The client did not take its answer in time." });
        else Fail(refusal with { IsClientsFault = isClients });
    }
}

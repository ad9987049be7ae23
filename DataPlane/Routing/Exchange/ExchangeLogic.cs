using ActorMesh.DataPlane.Bytes;
using ActorMesh.DataPlane.Endpoints;
using ActorMesh.DataPlane.Http;
using ActorMesh.DataPlane.Http.Http1;
using ActorMesh.DataPlane.Routing.Exchange.Mirroring;
using Akka.Streams.Stage;

namespace ActorMesh.DataPlane.Routing.Exchange;

/// <summary>The exchanges of one client connection, one after the other: what <see cref="ExchangePlan"/> decides, this carries out.</summary>
/// <remarks>This file: requests and connections. Beside it: answers.</remarks>
internal sealed partial class ExchangeLogic : InAndOutGraphStageLogic
{
    private readonly ExchangeStage _stage;
    private readonly ClientConnection _client;
    private readonly HttpService _service;
    private readonly ExchangePlan _plan;
    private readonly ExchangeClock _clock;
    private readonly ExchangeJournal _journal;
    private readonly UpstreamSide _upstream = new();
    private readonly OwnAnswer _own = new();
    private Mirrors? _mirrors;
    private PendingRequest _pending = null!;
    private RequestHead? _head;
    private HttpMethod _method;
    private Phase _phase;
    private int _status;

    public ExchangeLogic(ExchangeStage stage, ClientConnection client)
        : base(stage.Shape)
    {
        _stage = stage;
        _client = client;
        _service = stage.Service;
        _plan = new ExchangePlan(_service, client.RemoteAddress, client.LocalAddress, (ulong)client.GetHashCode() ^ (ulong)_service.Clock.GetTimestamp());
        _clock = new ExchangeClock(_service.Clock, _service.Wheel, () => _pending.Signal.Fire());
        _journal = new ExchangeJournal(_service, _plan, _clock);
        SetHandler(stage.Requests, this);
        SetHandler(stage.Answers, this);
    }

    private enum Phase : byte
    {
        /// <summary>No request.</summary>
        Idle,
        /// <summary>Waiting for a connection.</summary>
        Connecting,
        /// <summary>Request and answer are under way.</summary>
        Relaying,
        /// <summary>An answer of our own waits to be asked for.</summary>
        Answering,
        /// <summary>The last of the answer has been handed on.</summary>
        Answered,
    }

    private bool AnswerBegan => _status != 0;

    /// <summary>True while an upstream is waited for or held: also while the client has yet to take the last of what it sent.</summary>
    private bool IsUnderWay => _phase is Phase.Connecting or Phase.Relaying || (_phase == Phase.Answered && _upstream.HasConnection);

    /// <summary>True while the client has a part of its answer before it that it does not take.</summary>
    private bool WaitsForTaking => AnswerBegan && !IsAvailable(_stage.Answers);

    private bool IsTunnel => AnswerBegan && _upstream.IsTunnel;

    public override void PreStart()
    {
        _pending = new PendingRequest(new StageSignal(this, OnSignal));
        Pull(_stage.Requests);
    }

    public override void PostStop()
    {
        if (_phase is Phase.Connecting or Phase.Relaying && !IsTunnel) _journal.Failed(Refusal.ClientGone, _status);
        LetGo(mayReuse: false);
        _journal.Close(_status);
        _clock.Stop();
    }

    public override void OnPush()
    {
        var part = Grab(_stage.Requests);
        if (part.Head is not null && _phase != Phase.Idle) FailStage(new InvalidOperationException("A request came before the last one had ended."));
        else if (part.Head is { } head) Begin(head, part);
        else if (_phase == Phase.Relaying)
        {
            if (part.Error is { } error)
            {
                Fail(Refusal.Unreadable(error));
                return;
            }

            _clock.Moved();
            _upstream.Request.Add(part);
            _mirrors?.Add(part);
            if (part.IsLast) _clock.RequestEnded();
            SendOn();
        }
    }

    public override void OnPull()
    {
        if (_phase == Phase.Answered) Finish();
        else if (_phase == Phase.Answering) PushOwnAnswer();
        else ReadAnswer();
    }

    public override void OnUpstreamFinish()
    {
        if (_phase == Phase.Relaying && IsTunnel) _upstream.ShutdownSend();
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
        if (_plan.Decide(head) is { } refusal) Answer(refusal);
        else if (_plan.Forward is null) AnswerHere();
        else Forward(head, part);
    }

    private void Forward(RequestHead head, MessagePart<RequestHead> part)
    {
        _clock.Limit(_plan.Forward!, _plan.Configuration.Connection, part.IsLast, _plan.Endpoint!.Pool.Settings.StreamDurationMax);
        HeadWriter.WriteRequest(_upstream.Request.Buffer, head, _plan.KeepsUpgrade);
        _upstream.Request.Begin(head.Body);
        _upstream.Request.PassTrailers = _plan.Configuration.Connection.EnableTrailers;
        _upstream.Request.Add(part);
        if (_plan.Forward!.Mirrors.Count > 0)
        {
            (_mirrors ??= new Mirrors()).Begin(head, _plan.Forward, _plan.Facts, _service, _plan.Random, Materializer);
            _mirrors.Add(part);
        }

        Acquire();
    }

    private void Acquire()
    {
        _phase = Phase.Connecting;
        switch (_upstream.Acquire(_plan.Pool, _pending))
        {
            case AcquireResult.Reused:
                StartRelaying();
                break;
            case AcquireResult.New:
                Connect();
                break;
            case AcquireResult.Overflow:
                _plan.Cluster!.Counters.Overflowed();
                Answer(Refusal.Overflow);
                break;
        }
    }

    private void Connect()
    {
        _clock.LimitConnect(_plan.Pool.Settings.ConnectTimeout);
        if (_upstream.Connect()) OnConnectProgress();
    }

    private void OnConnectProgress()
    {
        switch (_upstream.LookForConnection(_pending))
        {
            case ConnectProgress.Ready:
                StartRelaying();
                break;
            case ConnectProgress.FreePlace:
                Connect();
                break;
            case ConnectProgress.Failed:
                _plan.Cluster!.Counters.ConnectFailed();
                Answer(Refusal.ConnectFailure);
                break;
        }
    }

    private void StartRelaying()
    {
        _clock.Connected();
        _phase = Phase.Relaying;
        _upstream.Begin(_method);
        SendOn();
        ReadAnswer();
    }

    /// <summary>Sends what there is of the request, then asks for more of it.</summary>
    private void SendOn()
    {
        if (_upstream.SendOn() && !_upstream.Request.IsComplete) AskForRequest();
    }

    private void AskForRequest()
    {
        if (!HasBeenPulled(_stage.Requests) && !IsClosed(_stage.Requests)) Pull(_stage.Requests);
    }

    private void LetGo(bool mayReuse)
    {
        if (_phase == Phase.Connecting && !_upstream.HasConnection) _plan.Pool.Cancel(_pending);
        _clock.End();
        _mirrors?.End();
        _plan.Release();
        // A client that went away may leave a write under way that still reads what the upstream sent.
        _upstream.LetGo(mayReuse, answerIsLent: _client.Socket.IsSending || (!mayReuse && AnswerBegan));
    }

    /// <summary>Something happened on the upstream connection, or a limit has passed. One signal may stand for several events.</summary>
    private void OnSignal()
    {
        var wasConnecting = _phase == Phase.Connecting;
        if (wasConnecting) OnConnectProgress(); // First: a connection that is there beats an alarm that is late.
        if (_phase != Phase.Idle && _clock.TakeRing() && _clock.Expired(_upstream.Request.IsComplete) is { } refusal)
        {
            OnExpired(refusal);
            return;
        }

        if (_phase == Phase.Relaying && !wasConnecting)
        {
            if (_upstream.TakeSent()) SendOn();
            if (_phase == Phase.Relaying && !_upstream.IsWaiting) ReadAnswer();
        }
    }

    private void OnExpired(Refusal refusal)
    {
        if (ReferenceEquals(refusal, Refusal.ConnectTimeout)) _plan.Cluster!.Counters.ConnectTimedOut();
        else if (IsUnderWay) _plan.Cluster!.Counters.TimedOut();
        if (WaitsForTaking) Fail(refusal with { IsClientsFault = true, Explanation = "The client did not take its answer in time." });
        else Fail(_upstream.IsSending ? refusal with { IsClientsFault = false } : refusal);
    }
}

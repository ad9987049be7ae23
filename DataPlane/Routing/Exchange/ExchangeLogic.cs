using System.Net.Sockets;
using ActorMesh.DataPlane.Bytes;
using ActorMesh.DataPlane.Endpoints;
using ActorMesh.DataPlane.Http;
using ActorMesh.DataPlane.Http.Http1;
using Akka.Streams.Stage;

namespace ActorMesh.DataPlane.Routing.Exchange;

/// <summary>The exchanges of one client connection, one after the other: what <see cref="ExchangePlan"/> decides, this carries out.</summary>
internal sealed class ExchangeLogic : InAndOutGraphStageLogic
{
    private readonly ExchangeStage _stage;
    private readonly HttpService _service;
    private readonly ExchangePlan _plan;
    private readonly ExchangeClock _clock;
    private readonly ExchangeJournal _journal;
    private readonly OutgoingMessage _request = new();
    private readonly OwnAnswer _own = new();
    private PendingRequest _pending = null!;
    private RequestHead? _head;
    private UpstreamConnection? _upstream;
    private HttpMethod _method;
    private Phase _phase;
    private int _status;
    private bool _isSending;
    private bool _isSpoilt;
    private bool _isReused;
    private bool _largeReads;

    public ExchangeLogic(ExchangeStage stage, ClientConnection client)
        : base(stage.Shape)
    {
        _stage = stage;
        _service = stage.Service;
        _plan = new ExchangePlan(_service, client);
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

    private bool IsTunnel => AnswerBegan && _upstream is { } upstream && upstream.Reader.Head.Body == BodyKind.Tunnel;

    public override void PreStart()
    {
        _pending = new PendingRequest(new StageSignal(this, OnSignal));
        Pull(_stage.Requests);
    }

    public override void PostStop()
    {
        if (_phase is Phase.Connecting or Phase.Relaying && !IsTunnel) _journal.Failed(Refusal.ClientGone, head: null, _status);
        LetGo(mayReuse: false);
        _journal.Close(_status);
        _clock.Stop();
    }

    public override void OnPush()
    {
        var part = Grab(_stage.Requests);
        if (part.Head is { } head) Begin(head, part);
        else if (_phase == Phase.Relaying)
        {
            _clock.Moved();
            _request.Add(part);
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
        if (_phase == Phase.Relaying && IsTunnel) _upstream!.ShutdownSend();
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
        _isSpoilt = false;
        // The body will pass through the buffer that the head lies in.
        if (!part.IsLast) head.Detach();
        _clock.Begin();
        _journal.Open();
        if (_plan.Decide(head) is { } refusal) Answer(refusal);
        else if (_plan.Forward is null) AnswerByRoute();
        else Forward(head, part);
    }

    private void Forward(RequestHead head, MessagePart<RequestHead> part)
    {
        _clock.Limit(_plan.Forward!, _plan.Configuration.Connection, isComplete: part.IsLast);
        HeadWriter.WriteRequest(_request.Buffer, head, _plan.KeepsUpgrade);
        _request.Begin(head.Body);
        _request.Add(part);
        Acquire();
    }

    private void Acquire()
    {
        _phase = Phase.Connecting;
        switch (_plan.Endpoint!.Pool.Acquire(_pending, out _upstream))
        {
            case AcquireResult.Reused when !_upstream!.IsWaiting:
                // It ended in the moment it was lent.
                _upstream.Close();
                Acquire();
                break;
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
        _clock.LimitConnect(_plan.Endpoint!.Pool.Settings.ConnectTimeout);
        if (_upstream!.Connect()) OnConnected();
    }

    private void OnConnected()
    {
        _clock.Connected();
        if (_upstream!.ConnectError == SocketError.Success)
        {
            StartRelaying();
            return;
        }

        _plan.Cluster!.Counters.ConnectFailed();
        Answer(Refusal.ConnectFailure);
    }

    private void StartRelaying()
    {
        _phase = Phase.Relaying;
        _isReused = _upstream!.RequestsServed > 0;
        _upstream.Reader.Expect(_method);
        SendOn();
        ReadAnswer();
    }

    /// <summary>Sends what there is of the request, then asks for more of it.</summary>
    private void SendOn()
    {
        while (!_isSpoilt && _request.Next() is { } chunk)
        {
            if (!_upstream!.Send(chunk.Array, chunk.Start, chunk.Length))
            {
                _isSending = true;
                return;
            }

            // The upstream may have answered before it closed: what it said decides, so read on.
            _isSpoilt = _upstream.SendError != SocketError.Success;
        }

        if (!_request.IsComplete && !HasBeenPulled(_stage.Requests) && !IsClosed(_stage.Requests)) Pull(_stage.Requests);
    }

    private void ReadAnswer()
    {
        while (_phase == Phase.Relaying && IsAvailable(_stage.Answers))
        {
            var received = _upstream!.Received;
            if (!received.IsEmpty)
            {
                var step = _upstream.Reader.Read(received.Array, received.Start, received.End, out var consumed);
                received.Consume(consumed);
                if (step == ReadStep.Failed)
                {
                    _plan.Cluster!.Counters.ProtocolErrorSeen();
                    Fail(Refusal.ProtocolError with { Explanation = $"The endpoint's answer was not valid HTTP/1.1: {_upstream.Reader.Error!.Explanation}" });
                    return;
                }

                if (step == ReadStep.Part)
                {
                    OnAnswerPart(_upstream.Reader.Part);
                    continue;
                }
            }

            if (!_upstream.WaitReadable()) return;
            var count = _upstream.Read(_largeReads, out var error);
            _largeReads |= count >= ByteBuffer.SmallSize;
            if (count > 0 || error == SocketError.WouldBlock) continue;
            OnUpstreamEnd();
            return;
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
        if (part.IsLast) _phase = Phase.Answered;
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
        _plan.PrepareAnswer(head, _head, _service.Date, _clock.Elapsed);
        if (head.Body != BodyKind.Tunnel) return;
        _clock.BecomeTunnel();
        _request.Begin(BodyKind.Tunnel);
        if (!HasBeenPulled(_stage.Requests) && !IsClosed(_stage.Requests)) Pull(_stage.Requests);
    }

    private void OnUpstreamEnd()
    {
        var upstream = _upstream!;
        if (upstream.Reader.EndOfStream())
        {
            _isSpoilt = true; // Not to be used again.
            OnAnswerPart(upstream.Reader.Part);
            return;
        }

        if (!AnswerBegan && _isReused && _method.IsIdempotent && _request is { CanRewind: true, IsComplete: true } && !upstream.Reader.IsInHead)
        {
            // The keep-alive race: it closed the idle connection just as we used it. Nothing was answered, so nothing is lost.
            _plan.Cluster!.Counters.Replayed();
            upstream.Close();
            _upstream = null;
            _request.Rewind();
            _isSpoilt = false;
            Acquire();
            return;
        }

        _plan.Cluster!.Counters.WasReset();
        Fail(Refusal.Terminated);
    }

    /// <summary>Nothing comes of this request. If its answer has begun, the client must see that it is cut off.</summary>
    private void Fail(Refusal refusal)
    {
        if (!AnswerBegan)
        {
            Answer(refusal);
            return;
        }

        _journal.Failed(refusal, _head, _status);
        _phase = Phase.Answered;
        FailStage(new IOException(refusal.Details));
    }

    private void Answer(Refusal refusal)
    {
        _journal.Failed(refusal, _head, refusal.Status);
        _own.Begin(refusal, _method);
        AnswerByOwn();
    }

    private void AnswerByRoute()
    {
        _plan.AnswerByRoute(_own, _head!);
        AnswerByOwn();
    }

    private void AnswerByOwn()
    {
        _status = _own.Head.Status;
        _plan.PrepareAnswer(_own.Head, _head, _service.Date, upstreamTime: null);
        LetGo(mayReuse: false);
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
        LetGo(mayReuse: true);
        _journal.Close(_status);
        _phase = Phase.Idle;
        if (!HasBeenPulled(_stage.Requests) && !IsClosed(_stage.Requests)) Pull(_stage.Requests);
    }

    private void LetGo(bool mayReuse)
    {
        if (_phase == Phase.Connecting && _upstream is null) _plan.Endpoint!.Pool.Cancel(_pending);
        _clock.End();
        if (_isSending) _request.Abandon(); // The kernel may still be reading it.
        _request.Release();
        _isSending = false;
        _plan.Release();
        if (_upstream is not { } upstream) return;
        _upstream = null;
        var isReusable = mayReuse && !_isSpoilt && _request.IsComplete && upstream.Reader.Head.KeepAlive && upstream.Received.IsEmpty;
        if (isReusable) upstream.Pool.Return(upstream);
        else upstream.Close(abort: !mayReuse);
    }

    /// <summary>Something happened on the upstream connection, or a limit has passed. One signal may stand for several events.</summary>
    private void OnSignal()
    {
        if (_phase is Phase.Connecting or Phase.Relaying && _clock.TakeRing() && _clock.Expired(_request.IsComplete) is { } refusal)
        {
            OnExpired(refusal);
            return;
        }

        if (_phase == Phase.Connecting) OnConnectSignal();
        if (_phase != Phase.Relaying) return;
        if (_isSending && !_upstream!.IsSending)
        {
            _isSending = false;
            _isSpoilt = _upstream.SendError != SocketError.Success;
            SendOn();
        }

        if (_phase == Phase.Relaying && !_upstream!.IsWaiting) ReadAnswer();
    }

    private void OnConnectSignal()
    {
        _upstream ??= _pending.Granted;
        if (_upstream is not { } upstream || upstream.IsConnecting) return;
        if (upstream.IsOpen && upstream.RequestsServed > 0) StartRelaying(); // Passed on by a request that is done with it.
        else if (upstream.HasConnectResult) OnConnected();
        else Connect(); // A free place, yet to be filled.
    }

    private void OnExpired(Refusal refusal)
    {
        if (ReferenceEquals(refusal, Refusal.ConnectTimeout)) _plan.Cluster!.Counters.ConnectTimedOut();
        else _plan.Cluster!.Counters.TimedOut();
        Fail(refusal);
    }
}

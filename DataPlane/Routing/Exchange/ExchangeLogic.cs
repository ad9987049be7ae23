using System.Net.Sockets;
using System.Text;
using ActorMesh.DataPlane.Bytes;
using ActorMesh.DataPlane.Endpoints;
using ActorMesh.DataPlane.Http;
using ActorMesh.DataPlane.Http.Http1;
using ActorMesh.Runtime.Time;
using Akka.Streams.Stage;

namespace ActorMesh.DataPlane.Routing.Exchange;

/// <summary>The exchanges of one client connection, one after the other.</summary>
internal sealed class ExchangeLogic : InAndOutGraphStageLogic
{
    private readonly ExchangeStage _stage;
    private readonly ClientConnection _client;
    private readonly OutgoingMessage _request = new();
    private readonly ResponseHead _ownHead = new();
    private readonly MessagePart<ResponseHead> _ownPart = new();
    private PendingRequest _pending = null!;
    private EndpointCell? _endpoint;
    private UpstreamConnection? _upstream;
    private HttpMethod _method;
    private Phase _phase;
    private bool _isSending;
    private bool _sendFailed;
    private bool _isReused;
    private bool _answerBegan;
    private bool _largeReads;

    public ExchangeLogic(ExchangeStage stage, ClientConnection client)
        : base(stage.Shape)
    {
        _stage = stage;
        _client = client;
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

    public override void PreStart()
    {
        _pending = new PendingRequest(new StageSignal(this, OnSignal));
        Pull(_stage.Requests);
    }

    public override void PostStop() => LetGo(mayReuse: false);

    public override void OnPush()
    {
        var part = Grab(_stage.Requests);
        if (part.Head is { } head) Begin(head, part);
        else if (_phase == Phase.Relaying)
        {
            _request.Add(part);
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
        if (_phase == Phase.Relaying && _upstream?.Reader.Head.Body == BodyKind.Tunnel && _answerBegan) _upstream.ShutdownSend();
        else CompleteStage();
    }

    public override void OnDownstreamFinish(Exception cause)
    {
        if (_phase == Phase.Answered) LetGo(mayReuse: true);
        CompleteStage();
    }

    private void Begin(RequestHead head, MessagePart<RequestHead> part)
    {
        _method = head.Method;
        _answerBegan = _sendFailed = false;
        _endpoint = _stage.Pick(head);
        HeadWriter.WriteRequest(_request.Buffer, head, keepUpgrade: head.WantsUpgrade);
        _request.Begin(head.Body);
        _request.Add(part);
        _endpoint!.Begin();
        Acquire();
    }

    private void Acquire()
    {
        _phase = Phase.Connecting;
        switch (_endpoint!.Pool.Acquire(_pending, out _upstream))
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
            case AcquireResult.Queued:
                break;
            default:
                Answer(503, "overflow");
                break;
        }
    }

    private void Connect()
    {
        if (_upstream!.Connect()) OnConnected();
    }

    private void OnConnected()
    {
        if (_upstream!.ConnectError == SocketError.Success) StartRelaying();
        else Answer(503, "upstream connect error or disconnect/reset before headers. reset reason: remote connection failure");
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
        while (!_sendFailed && _request.Next() is { } chunk)
        {
            if (!_upstream!.Send(chunk.Array, chunk.Start, chunk.Length))
            {
                _isSending = true;
                return;
            }

            // The upstream may have answered before it closed: what it said decides, so read on.
            _sendFailed = _upstream.SendError != SocketError.Success;
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
                    Fail(502, "protocol error");
                    return;
                }

                if (step == ReadStep.Part)
                {
                    OnAnswerPart(_upstream.Reader.Part);
                    continue;
                }
            }

            if (!_upstream.WaitReadable()) return;
            var free = _largeReads ? ByteBuffer.LargeSize : ByteBuffer.SmallSize;
            var count = _upstream.Read(_largeReads, out var error);
            if (count >= free) _largeReads = true;
            if (count > 0 || error == SocketError.WouldBlock) continue;
            OnUpstreamEnd();
            return;
        }
    }

    private void OnAnswerPart(MessagePart<ResponseHead> part)
    {
        if (part.Head is { } head)
        {
            if (head.Status == 100) return; // The client was told to go on by us.
            _answerBegan = true;
            if (head.Body == BodyKind.Tunnel) Pull(_stage.Requests);
        }

        Push(_stage.Answers, part);
        if (part.IsLast) _phase = Phase.Answered;
    }

    private void OnUpstreamEnd()
    {
        if (_upstream!.Reader.EndOfStream())
        {
            _sendFailed = true; // Not to be used again.
            OnAnswerPart(_upstream.Reader.Part);
            return;
        }

        if (!_answerBegan && _isReused && _request.CanRewind && _request.IsComplete && _method.IsIdempotent)
        {
            _upstream.Close();
            _upstream = null;
            _request.Rewind();
            _sendFailed = false;
            Acquire();
            return;
        }

        Fail(503, "upstream connect error or disconnect/reset before headers. reset reason: connection termination");
    }

    private void Fail(int status, string detail)
    {
        if (_answerBegan) FailStage(new IOException(detail));
        else Answer(status, detail);
    }

    private void Answer(int status, string detail)
    {
        LetGo(mayReuse: false);
        var body = Encoding.ASCII.GetBytes(detail);
        _ownHead.Reset([]);
        _ownHead.Status = status;
        _ownHead.Body = BodyKind.Length;
        _ownHead.ContentLength = body.Length;
        _ownPart.Begin(_ownHead).SetData(body, 0, body.Length).IsLast = true;
        _phase = Phase.Answering;
        if (IsAvailable(_stage.Answers)) PushOwnAnswer();
    }

    private void PushOwnAnswer()
    {
        _phase = Phase.Answered;
        Push(_stage.Answers, _ownPart);
    }

    /// <summary>The client has the whole answer.</summary>
    private void Finish()
    {
        LetGo(mayReuse: true);
        _phase = Phase.Idle;
        if (!HasBeenPulled(_stage.Requests) && !IsClosed(_stage.Requests)) Pull(_stage.Requests);
    }

    private void LetGo(bool mayReuse)
    {
        if (_phase == Phase.Connecting && _upstream is null) _endpoint!.Pool.Cancel(_pending);
        if (_isSending && _upstream is not null) _request.Abandon();
        _request.Release();
        _isSending = false;
        _endpoint?.End();
        _endpoint = null;
        if (_upstream is not { } upstream) return;
        _upstream = null;
        var isReusable = mayReuse && !_sendFailed && _request.IsComplete && upstream.Reader.Head.KeepAlive && upstream.Received.IsEmpty;
        if (isReusable) upstream.Pool.Return(upstream);
        else upstream.Close();
    }

    private void OnSignal()
    {
        if (_phase == Phase.Connecting)
        {
            _upstream ??= _pending.Granted;
            if (_upstream is null) return;
            if (_upstream.IsOpen || !_upstream.IsConnecting && _upstream.ConnectError != SocketError.IsConnected) OnConnected();
            else if (!_upstream.IsConnecting) Connect();
            return;
        }

        if (_phase != Phase.Relaying) return;
        if (_isSending && !_upstream!.IsSending)
        {
            _isSending = false;
            _sendFailed = _upstream.SendError != SocketError.Success;
            SendOn();
        }

        if (!_upstream!.IsWaiting) ReadAnswer();
    }
}

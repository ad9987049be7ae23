using System.Net.Sockets;
using ActorMesh.DataPlane.Bytes;
using ActorMesh.DataPlane.Endpoints;
using ActorMesh.DataPlane.Http.Http1;
using ActorMesh.Runtime.Time;
using Akka;
using Akka.Streams;
using Akka.Streams.Stage;

namespace ActorMesh.DataPlane.Routing.Exchange.Mirroring;

/// <summary>The one mirrored request of a <see cref="MirrorStage"/>. Whatever goes wrong ends it, silently but counted by the cluster.</summary>
internal sealed class MirrorLogic : OutGraphStageLogic
{
    private readonly MirrorStage _stage;
    private readonly ByteBuffer _outgoing = new();
    private readonly Alarm _alarm;
    private readonly Instant _deadline;
    private ClusterLimits? _limits;
    private PendingRequest _pending = null!;
    private EndpointCell? _endpoint;
    private UpstreamConnection? _upstream;
    private volatile bool _isLate;
    private bool _isRelaying, _isSending, _isWholeSent, _isAnswered;

    public MirrorLogic(MirrorStage stage, Outlet<NotUsed> end, Instant deadline, TimerWheel wheel)
        : base(stage.Shape)
    {
        _stage = stage;
        _deadline = deadline;
        _alarm = new Alarm(wheel, () =>
        {
            _isLate = true;
            _pending.Signal.Fire();
        });
        SetHandler(end, this);
    }

    public override void OnPull()
    {
    }

    public override void PreStart()
    {
        var signal = new StageSignal(this, OnSignal);
        _pending = new PendingRequest(signal);
        _stage.Copy.ReadBy(signal);
        _alarm.Set(_deadline);
        _endpoint = _stage.Cluster.Pick(_stage.Pick).Endpoint;
        _limits = _stage.Cluster.Limits;
        if (_endpoint is null || !_limits.TryAddRequest())
        {
            _endpoint = null;
            CompleteStage();
            return;
        }

        _endpoint.Begin();
        _stage.Cluster.Counters.Requested();
        switch (_endpoint.Pool.Acquire(_pending, out _upstream))
        {
            case AcquireResult.Reused:
                Relay();
                break;
            case AcquireResult.New when _upstream!.Connect():
                OnConnected();
                break;
            case AcquireResult.Overflow:
                CompleteStage();
                break;
        }
    }

    public override void PostStop()
    {
        _alarm.Remove();
        if (_isSending) _outgoing.Abandon();
        _outgoing.Release();
        if (_endpoint is null) return;
        _endpoint.End();
        _limits!.RemoveRequest();
        if (_upstream is null) _endpoint.Pool.Cancel(_pending);
        else if (_isAnswered && _isWholeSent && !_isSending && _upstream.Reader.Head.KeepAlive && _upstream.Received.IsEmpty) _upstream.Pool.Return(_upstream);
        else _upstream.Close(abort: true);
    }

    private void OnSignal()
    {
        if (_isLate || _stage.Copy.IsAbandoned) CompleteStage();
        else if (_isRelaying) Progress();
        else if ((_upstream ??= _pending.Granted) is { IsConnecting: false } upstream)
        {
            if (upstream.HasConnectResult || upstream.RequestsServed > 0) OnConnected();
            else if (upstream.Connect()) OnConnected();
        }
    }

    private void OnConnected()
    {
        if (_upstream!.IsOpen) Relay();
        else CompleteStage();
    }

    private void Relay()
    {
        _isRelaying = true;
        _upstream!.Reader.Expect(_stage.Copy.Method);
        Progress();
    }

    private void Progress()
    {
        if (_isSending && _upstream!.IsSending) return;
        if (_isSending)
        {
            _isSending = false;
            _outgoing.Clear();
        }

        Send();
        if (!_upstream!.IsWaiting) Read();
    }

    private void Send()
    {
        if (_isWholeSent) return;
        _isWholeSent = _stage.Copy.Take(_outgoing);
        if (_outgoing.IsEmpty) return;
        _isSending = !_upstream!.Send(_outgoing.Array, _outgoing.Start, _outgoing.Length);
        if (!_isSending) _outgoing.Clear();
    }

    private void Read()
    {
        while (!_isAnswered)
        {
            var received = _upstream!.Received;
            if (!received.IsEmpty)
            {
                var step = _upstream.Reader.Read(received.Array, received.Start, received.End, out var consumed);
                received.Consume(consumed);
                if (step == ReadStep.Failed) break;
                if (step == ReadStep.Part)
                {
                    if (_upstream.Reader.Part.Head is { Status: >= 200 } head) _stage.Cluster.Counters.Answered(head.Status);
                    _isAnswered = _upstream.Reader.Part.IsLast;
                    continue;
                }
            }

            if (!_upstream.WaitReadable()) return;
            if (_upstream.Read(large: true, out var error) <= 0 && error != SocketError.WouldBlock) break;
        }

        CompleteStage();
    }
}

using ActorMesh.DataPlane.Bytes;
using ActorMesh.Runtime.Time;
using Akka.Streams.Stage;

namespace ActorMesh.DataPlane.Http.Http1;

/// <summary>One connection of a <see cref="ServerLayer"/>: reads requests here, writes answers through an <see cref="AnswerWriter"/>.</summary>
internal sealed class ServerLogic : GraphStageLogic
{

    private readonly ServerLayer _layer;
    private readonly ClientConnection _connection;
    private readonly RequestReader _reader;
    private readonly AnswerWriter _writer = new();
    private readonly Alarm _alarm;
    private readonly ByteBuffer _carried = new();
    private StageSignal? _signal;
    private byte[] _window = [];
    private int _windowStart, _windowEnd;
    private ConnectionLife _life;
    private Instant _due;
    private volatile bool _alarmRang;
    private bool _isBroken;
    private Phase _phase;

    public ServerLogic(ServerLayer layer, ClientConnection connection)
        : base(layer.Shape)
    {
        _layer = layer;
        _connection = connection;
        _reader = new RequestReader(layer.Settings.Limits);
        _writer.PassTrailers = layer.Settings.EnableTrailers;
        _alarm = new Alarm(layer.Wheel, OnAlarm);
        SetHandler(layer.FromClient, onPush: OnBytes, onUpstreamFinish: OnClientEnd);
        SetHandler(layer.Requests, onPull: Produce, onDownstreamFinish: _ => { });
        SetHandler(layer.Answers, onPush: OnAnswer, onUpstreamFinish: OnExchangeGone);
        SetHandler(layer.ToClient, onPull: OnWritten, onDownstreamFinish: _ => CompleteStage());
    }

    private enum Phase : byte
    {
        /// <summary>Between requests.</summary>
        Idle,
        /// <summary>A head has begun to come in.</summary>
        Head,
        /// <summary>A request is being read or answered.</summary>
        Active,
        /// <summary>The last answer is out; what the client still sends is dropped for a moment, then the connection ends.</summary>
        Lingering,
    }

    private bool WindowIsEmpty => _windowStart == _windowEnd;

    public override void PreStart()
    {
        _signal = new StageSignal(this, OnSignal);
        _connection.DrainSignal = _signal;
        _connection.Socket.PeerEndSignal = _signal;
        if (_connection.OpenedAt == Instant.Never) _connection.OpenedAt = _layer.Clock.Now;
        _life = new ConnectionLife(_layer.Settings, _connection.OpenedAt);
        BeginSilence(_connection.IdleSince);
    }

    public override void PostStop()
    {
        if (_phase == Phase.Active) _layer.Counters.RequestEnded();
        _alarm.Remove();
        if (_phase is Phase.Active or Phase.Lingering) _carried.Abandon(); // The exchange may still be sending from it.
        else _carried.Release();
        if (_connection.Socket.IsSending) _writer.Abandon();
        _writer.Release();
    }

    private void OnBytes()
    {
        var chunk = Grab(_layer.FromClient);
        if (_phase == Phase.Lingering) Pull(_layer.FromClient);
        else Look(chunk);
    }

    private void Look(ByteChunk chunk)
    {
        if (_carried.IsEmpty) (_window, _windowStart, _windowEnd) = (chunk.Array, chunk.Start, chunk.Start + chunk.Length);
        else
        {
            _carried.Append(chunk.Span);
            (_window, _windowStart, _windowEnd) = (_carried.Array, _carried.Start, _carried.End);
        }

        Produce();
    }

    /// <summary>Hands on the next part of a request, if somebody asked for it and there is one.</summary>
    private void Produce()
    {
        if (!IsAvailable(_layer.Requests) || _isBroken) return;
        if (WindowIsEmpty)
        {
            AskForBytes();
            return;
        }

        var step = _reader.Read(_window, _windowStart, _windowEnd, out var consumed);
        _windowStart += consumed;
        if (step == ReadStep.NeedMore)
        {
            CarryOver();
            return;
        }

        if (step == ReadStep.Failed) _layer.Counters.ProtocolErrorSeen();
        HandOn();
    }

    private void HandOn()
    {
        _isBroken = _reader.Part.Error is not null;
        if (_reader.Part.Head is { } head) BeginRequest(head);
        Push(_layer.Requests, _reader.Part);
    }

    private void BeginRequest(RequestHead head)
    {
        _phase = Phase.Active;
        _due = Instant.Never;
        _alarm.Clear();
        _layer.Counters.RequestBegan();
        _connection.RequestsServed++;
        if (_connection.Socket.HasPeerEnded) _signal!.Fire(); // It was told before there was this request.
        var isLast = _layer.Settings.RequestsPerConnectionMax > 0 && _connection.RequestsServed >= _layer.Settings.RequestsPerConnectionMax;
        _writer.Begin(head, mayKeepAlive: head.KeepAlive && !isLast && !_isBroken);
    }

    /// <summary>What was not consumed is the beginning of something: it is kept, and more is asked for.</summary>
    private void CarryOver()
    {
        var isPartial = !WindowIsEmpty;
        if (isPartial)
        {
            if (ReferenceEquals(_window, _carried.Array)) _carried.Consume(_windowStart - _carried.Start);
            else _carried.Append(_window.AsSpan(_windowStart, _windowEnd - _windowStart));
            if (_phase == Phase.Idle)
            {
                _phase = Phase.Head;
                SetAlarm(_layer.Clock.Now + _layer.Settings.HeadTimeout);
            }

            _windowStart = _windowEnd = 0;
        }

        AskForBytes(keepCarried: isPartial);
    }

    private void AskForBytes(bool keepCarried = false)
    {
        if (!keepCarried) _carried.Release();
        // The exchange asks for a body only once it has somewhere to send it: now is the time to say "go on".
        if (_reader.IsInBody)
        {
            _writer.TakeContinue();
            Flush();
        }

        if (!HasBeenPulled(_layer.FromClient) && !IsClosed(_layer.FromClient)) Pull(_layer.FromClient);
    }

    private void OnAnswer()
    {
        var part = Grab(_layer.Answers);
        _writer.Take(part, isRequestComplete: !_reader.IsInBody && !_isBroken, _connection.IsDraining || _life.IsOver(_layer.Clock));
        if (part.Head is not null && _writer.IsTunnel) _reader.BecomeTunnel();
        if (IsAvailable(_layer.ToClient)) OnWritten();
    }

    /// <summary>The socket has taken all that was pushed so far.</summary>
    private void OnWritten()
    {
        if (Flush()) return;
        if (_phase == Phase.Lingering) Complete(_layer.ToClient);
        else if (_phase == Phase.Active && _writer is { IsAnswered: true, MustClose: true }) Close();
        else
        {
            if (_phase == Phase.Active && _writer.IsAnswered) EndRequest();
            // To the exchange this means: all is written, go on.
            if (!HasBeenPulled(_layer.Answers) && !IsClosed(_layer.Answers)) Pull(_layer.Answers);
        }
    }

    private bool Flush()
    {
        if (!IsAvailable(_layer.ToClient) || _writer.Next() is not { } chunk) return false;
        Push(_layer.ToClient, chunk);
        return true;
    }

    private void EndRequest()
    {
        _phase = Phase.Idle;
        _layer.Counters.RequestEnded();
        _writer.Release();
        BeginSilence(Instant.Never);
    }

    /// <param name="since">When it began, if that was before this stream; else never.</param>
    private void BeginSilence(Instant since)
    {
        var now = _layer.Clock.Now;
        _life.BeginSilence(now, since, _connection.IsDraining);
        SetAlarm(_life.MayPark ? Instant.Earlier(now + _layer.Settings.ParkAfter, _life.SilenceEnds) : _life.SilenceEnds);
    }

    private void EndSilence()
    {
        var now = _layer.Clock.Now;
        if (now < _life.SilenceEnds && _connection.IsDraining)
        {
            SetAlarm(_life.SilenceEnds);
            return;
        }

        if (now >= _life.SilenceEnds)
        {
            if (_life.HasIdledOut(now)) _layer.Counters.IdledOut();
        }
        else if (WindowIsEmpty)
        {
            _connection.IdleSince = _life.ParkedSince;
            _connection.Park();
        }

        CompleteStage();
    }

    private void Close()
    {
        if (_phase == Phase.Active) _layer.Counters.RequestEnded();
        var isAllRead = WindowIsEmpty && !_reader.IsInBody && !_isBroken;
        _phase = Phase.Lingering;
        if (isAllRead || IsClosed(_layer.FromClient)) CompleteStage();
        else Linger();
    }

    private void Linger()
    {
        if (IsAvailable(_layer.ToClient)) Complete(_layer.ToClient); // Else a refusal is being written, or waits until what came before it is.
        Cancel(_layer.Answers);
        Complete(_layer.Requests);
        SetAlarm(_layer.Clock.Now + _layer.Settings.CloseDelay);
        if (!HasBeenPulled(_layer.FromClient)) Pull(_layer.FromClient);
    }

    private void OnClientEnd()
    {
        // A tunnel may be closed one way. Otherwise a client that has ended its side is taken to be gone, as in Envoy.
        if (_phase == Phase.Active && _writer.IsTunnel) Complete(_layer.Requests);
        else CompleteStage();
    }

    private void SetAlarm(Instant due)
    {
        _due = due;
        _alarm.Set(due);
    }

    /// <summary>The exchange takes no more requests; the answer before, if any, is whole.</summary>
    private void OnExchangeGone()
    {
        if (_phase == Phase.Idle) CompleteStage();
    }

    private void OnAlarm()
    {
        _alarmRang = true;
        _signal!.Fire();
    }

    private void OnSignal()
    {
        var rang = _alarmRang && _layer.Clock.Now >= _due;
        _alarmRang = false;
        if (_phase == Phase.Lingering && rang) CompleteStage();
        else if (_phase == Phase.Head && rang)
        {
            _layer.Counters.HeadTimedOut();
            _reader.Break(ProtocolError.HeadTimeout, _carried.Array, _carried.Start, _carried.End);
            HandOn();
        }
        else if (_phase == Phase.Active && _connection.Socket.HasPeerEnded && !_writer.IsTunnel) OnClientEnd();
        else if (_phase == Phase.Idle && rang) EndSilence();
        else if (_phase == Phase.Idle && _connection.IsDraining)
        {
            // Not at once: the next request may be on its way already, and would be lost.
            BeginSilence(_life.ParkedSince);
        }
    }
}

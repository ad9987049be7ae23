using ActorMesh.Runtime.Time;
using Akka.Streams;
using Akka.Streams.Stage;

namespace ActorMesh.DataPlane.Bytes;

/// <summary>
/// Stands between the two sockets of an L4 connection: counts bytes, and ends a connection on which nothing moves or that has lasted long enough.
/// Each direction ends by itself (half-close).
/// </summary>
/// <param name="idleTimeout">Silence in both directions after which the connection ends; infinite for never.</param>
/// <param name="durationMax">How long a connection may last; infinite for ever.</param>
public sealed class RelayLayer(TimeSpan idleTimeout, TimeSpan durationMax, RelayCounters counters, TimeProvider clock, TimerWheel wheel)
    : GraphStage<BidiShape<ByteChunk, ByteChunk, ByteChunk, ByteChunk>>
{
    private readonly Inlet<ByteChunk> _fromClient = new("Relay.fromClient");
    private readonly Outlet<ByteChunk> _toUpstream = new("Relay.toUpstream");
    private readonly Inlet<ByteChunk> _fromUpstream = new("Relay.fromUpstream");
    private readonly Outlet<ByteChunk> _toClient = new("Relay.toClient");

    public override BidiShape<ByteChunk, ByteChunk, ByteChunk, ByteChunk> Shape => field ??= new(_fromClient, _toUpstream, _fromUpstream, _toClient);

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this, idleTimeout, durationMax, counters, clock, wheel);

    private sealed class Logic : GraphStageLogic
    {
        private readonly TimeSpan _idleTimeout;
        private readonly RelayCounters _counters;
        private readonly TimeProvider _clock;
        private readonly Alarm _alarm;
        private readonly Instant _end;
        private Instant _lastMove;
        private StageSignal? _signal;

        public Logic(RelayLayer layer, TimeSpan idleTimeout, TimeSpan durationMax, RelayCounters counters, TimeProvider clock, TimerWheel wheel)
            : base(layer.Shape)
        {
            (_idleTimeout, _counters, _clock) = (idleTimeout, counters, clock);
            _alarm = new Alarm(wheel, () => _signal!.Fire());
            _lastMove = clock.Now;
            _end = _lastMove + durationMax;
            Pass(layer._fromClient, layer._toUpstream, counters.Received);
            Pass(layer._fromUpstream, layer._toClient, counters.Sent);
        }

        public override void PreStart()
        {
            _signal = new StageSignal(this, OnAlarm);
            SetAlarm();
        }

        public override void PostStop() => _alarm.Remove();

        private void Pass(Inlet<ByteChunk> from, Outlet<ByteChunk> to, Action<int> count)
        {
            SetHandler(from, onPush: () =>
            {
                var chunk = Grab(from);
                count(chunk.Length);
                _lastMove = _clock.Now;
                Push(to, chunk);
            }, onUpstreamFinish: () => Complete(to));
            SetHandler(to, onPull: () => Pull(from), onDownstreamFinish: _ => Cancel(from));
        }

        // The alarm is set once for a whole idle limit and looks then whether anything moved: a chunk costs a look at the clock.
        private void SetAlarm() => _alarm.Set(Instant.Earlier(_lastMove + _idleTimeout, _end));

        private void OnAlarm()
        {
            var now = _clock.Now;
            if (now >= _end)
            {
                CompleteStage();
            }
            else if (_idleTimeout != Timeout.InfiniteTimeSpan && now - _lastMove >= _idleTimeout)
            {
                _counters.IdledOut();
                CompleteStage();
            }
            else
            {
                SetAlarm();
            }
        }
    }
}

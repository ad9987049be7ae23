using ActorMesh.DataPlane.Bytes;
using Akka;
using Akka.Streams;
using Akka.Streams.Stage;

namespace ActorMesh.Tests.Fast.Kit;

/// <summary>A stage that does nothing but what its <see cref="StageSignal"/> tells it to, until its outlet is cancelled.</summary>
internal sealed class StageSignalProbe(Action onSignal, bool firesAtStart = false) : GraphStage<SourceShape<NotUsed>>
{
    private readonly Outlet<NotUsed> _out = new("StageSignalProbe.out");
    private Action _stop = () => { };

    public override SourceShape<NotUsed> Shape => field ??= new(_out);

    /// <summary>Known once the stream has started.</summary>
    public StageSignal Signal { get; private set; } = null!;

    /// <summary>Stops the stage. To be called by its signal.</summary>
    public void Stop() => _stop();

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this, onSignal, firesAtStart);

    private sealed class Logic : OutGraphStageLogic
    {
        private readonly StageSignalProbe _probe;
        private readonly Action _onSignal;
        private readonly bool _firesAtStart;

        public Logic(StageSignalProbe probe, Action onSignal, bool firesAtStart)
            : base(probe.Shape)
        {
            (_probe, _onSignal, _firesAtStart) = (probe, onSignal, firesAtStart);
            SetHandler(probe._out, this);
        }

        public override void PreStart()
        {
            _probe._stop = CompleteStage;
            _probe.Signal = new StageSignal(this, _onSignal);
            if (_firesAtStart) _probe.Signal.Fire();
        }

        public override void OnPull()
        {
        }
    }
}

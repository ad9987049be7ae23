using Akka.Streams;
using Akka.Streams.Stage;
using Xunit;

namespace ActorMesh.Tests.Fast.Kit;

/// <summary>A sink in the hand of a test. Each call returns when all that follows from it has happened.</summary>
/// <param name="read">What to note of an element: elements are borrowed and change later.</param>
internal sealed class SinkProbe<T>(StageLab lab, Func<T, string> read) : GraphStage<SinkShape<T>>
    where T : class
{
    private readonly Inlet<T> _in = new("SinkProbe.in");
    private readonly List<string> _got = [];
    private Action<Action<Logic>> _tell = _ => throw new InvalidOperationException("The probe is not in a stream.");
    private T? _borrowed;

    public override SinkShape<T> Shape => field ??= new(_in);

    /// <summary>What came, in order.</summary>
    public IReadOnlyList<string> Got => _got;

    /// <summary>True when no more will come, for a good reason.</summary>
    public bool IsComplete { get; private set; }

    /// <summary>Why no more will come, when that is for a bad reason.</summary>
    public Exception? Failure { get; private set; }

    public bool HasEnded => IsComplete || Failure is not null;

    /// <summary>Whether the probe asks for the next element as soon as it has one.</summary>
    public bool KeepsAsking { get; set; }

    public void Ask()
    {
        GiveBack();
        Tell(logic => logic.Ask());
    }

    public void Cancel() => Tell(logic => logic.CancelStage(SubscriptionWithCancelException.NoMoreElementsNeeded.Instance));

    private string Read(T element) => read(element);

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this);

    private void Tell(Action<Logic> what)
    {
        _tell(what);
        lab.Dispatcher.Settle();
    }

    /// <summary>What is borrowed must not have changed until it is given back.</summary>
    private void GiveBack()
    {
        if (_borrowed is not null) Assert.Equal(_got[^1], read(_borrowed));
        _borrowed = null;
    }

    private sealed class Logic : InGraphStageLogic
    {
        private readonly SinkProbe<T> _probe;

        public Logic(SinkProbe<T> probe)
            : base(probe.Shape)
        {
            _probe = probe;
            SetHandler(probe._in, this);
        }

        public override void PreStart() => _probe._tell = GetAsyncCallback<Action<Logic>>(what => what(this));

        public override void OnPush()
        {
            var element = Grab(_probe._in);
            _probe._got.Add(_probe.Read(element));
            _probe._borrowed = element;
            if (!_probe.KeepsAsking) return;
            _probe._borrowed = null;
            Ask();
        }

        public override void OnUpstreamFinish()
        {
            _probe.IsComplete = true;
            CompleteStage();
        }

        public override void OnUpstreamFailure(Exception e)
        {
            _probe.Failure = e;
            FailStage(e);
        }

        public void Ask() => Pull(_probe._in);
    }
}

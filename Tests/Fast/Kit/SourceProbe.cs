using Akka.Streams;
using Akka.Streams.Stage;
using Xunit;

namespace ActorMesh.Tests.Fast.Kit;

/// <summary>A source in the hand of a test. Each call returns when all that follows from it has happened.</summary>
internal sealed class SourceProbe<T>(StageLab lab) : GraphStage<SourceShape<T>>
{
    private readonly Outlet<T> _out = new("SourceProbe.out");
    private bool _isOver;
    private Action<Action<Logic>> _tell = _ => throw new InvalidOperationException("The probe is not in a stream.");

    public override SourceShape<T> Shape => field ??= new(_out);

    /// <summary>True while somebody waits for the next element.</summary>
    public bool IsAsked { get; private set; }

    /// <summary>True when nobody wants more.</summary>
    public bool IsCancelled { get; private set; }

    public bool HasEnded => IsCancelled || _isOver;

    /// <summary>Called each time somebody asks: what was pushed before is the probe's again.</summary>
    public Action OnAsked { get; set; } = () => { };

    public void Push(T element)
    {
        Assert.True(IsAsked, "Nobody asked for it.");
        IsAsked = false;
        Tell(logic => logic.Give(element));
    }

    public void Complete()
    {
        _isOver = true;
        Tell(logic => logic.CompleteStage());
    }

    public void Fail(string why)
    {
        _isOver = true;
        Tell(logic => logic.FailStage(new IOException(why)));
    }

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this);

    private void Tell(Action<Logic> what)
    {
        _tell(what);
        lab.Dispatcher.Settle();
    }

    private sealed class Logic : OutGraphStageLogic
    {
        private readonly SourceProbe<T> _probe;

        public Logic(SourceProbe<T> probe)
            : base(probe.Shape)
        {
            _probe = probe;
            SetHandler(probe._out, this);
        }

        public override void PreStart() => _probe._tell = GetAsyncCallback<Action<Logic>>(what => what(this));

        public override void OnPull()
        {
            _probe.IsAsked = true;
            _probe.OnAsked();
        }

        public override void OnDownstreamFinish(Exception cause)
        {
            _probe.IsCancelled = true;
            CompleteStage();
        }

        public void Give(T element) => Push(_probe._out, element);
    }
}

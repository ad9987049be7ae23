namespace ActorMesh.Cli.Up;

/// <summary>Makes figures of the last seconds, and of all the time, out of samples.</summary>
/// <param name="span">How far back the figures go.</param>
internal sealed class FigureWindow(TimeSpan span)
{
    private readonly Queue<InboundSample> _samples = new();
    private InboundSample? _last;

    /// <summary>Of the last seconds.</summary>
    public ServiceFigures Figures { get; private set; } = ServiceFigures.Unknown;

    /// <summary>Requests answered since the first sample, over all lives of the sidecar.</summary>
    public long Answered { get; private set; }

    /// <summary>Of these, those that got a 5xx.</summary>
    public long Failed { get; private set; }

    public void Add(InboundSample sample)
    {
        var gained = _last is null ? sample : sample.Since(_last);
        Answered += gained.Answered;
        Failed += gained.Failed;
        if (_last is not null && sample.Answered < _last.Answered) _samples.Clear();
        _last = sample;
        while (_samples.Count > 1 && sample.At - _samples.Peek().At > span) _samples.Dequeue();
        if (_samples.TryPeek(out var oldest)) Figures = Between(oldest, sample);
        _samples.Enqueue(sample);
    }

    private static ServiceFigures Between(InboundSample from, InboundSample to)
    {
        var gained = to.Since(from);
        var seconds = (to.At - from.At).TotalSeconds;
        return new ServiceFigures(
            seconds > 0 ? gained.Answered / seconds : null,
            gained.Answered > 0 ? 1 - (gained.Failed / (double)gained.Answered) : null,
            gained.Quantile(0.95));
    }
}

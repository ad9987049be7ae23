namespace ActorMesh.Lab.Measuring;

/// <summary>What became of the requests from outside. Each counts for the time at which it began.</summary>
public sealed class LoadRecord
{
    public CountSeries Requests { get; } = new();

    /// <summary>Answers below 500.</summary>
    public CountSeries Succeeded { get; } = new();

    /// <summary>Answers, whatever they said; the others never got one.</summary>
    public CountSeries Answered { get; } = new();

    public DurationSeries Durations { get; } = new();

    public AnswerCounts Answers { get; } = new();

    /// <summary>0..1; NaN when there were none.</summary>
    public double Success(TimeSpan from, TimeSpan? until) => (double)Succeeded.Sum(from, until) / Requests.Sum(from, until);
}

namespace ActorMesh.Lab.Measuring;

/// <summary>What one service got to do, over all of its callers.</summary>
public sealed class ServiceRecord(string name)
{
    public string Name => name;

    /// <summary>Tries that were sent, retries and hedges included.</summary>
    public CountSeries Attempts { get; } = new();

    /// <summary>Those of them that were not the first of their request.</summary>
    public CountSeries Retries { get; } = new();

    /// <summary>Retries that were wanted, and not in the budget.</summary>
    public CountSeries RefusedRetries { get; } = new();

    /// <summary>Of calls, all tries and waits included.</summary>
    public DurationSeries Calls { get; } = new();

    /// <summary>Of calls: what the caller got in the end.</summary>
    public AnswerCounts Answers { get; } = new();

    /// <summary>Attempts that half-open breakers let through: when, and the how many-th of its period.</summary>
    public List<(TimeSpan At, int Count)> Probes { get; } = [];

    /// <summary>Attempts by replica.</summary>
    public SortedDictionary<string, long> ByReplica { get; } = new(StringComparer.Ordinal);
}

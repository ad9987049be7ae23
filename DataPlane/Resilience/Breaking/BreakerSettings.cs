namespace ActorMesh.DataPlane.Resilience.Breaking;

/// <summary>When a breaker opens, and how it closes again.</summary>
public sealed record BreakerSettings
{
    /// <summary>Opens when this share of the window's attempts failed, above 0 to 1. Default 0.5.</summary>
    public double FailureRatio { get; init; } = 0.5;

    /// <summary>Attempts that the window must hold before a share counts, from 1. Default 20.</summary>
    public int RequestsMin { get; init; } = 20;

    /// <summary>How far back attempts count, to a tenth of it. Default 10 s.</summary>
    public TimeSpan Window { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Opens also after so many failures in a row, whatever the share. Default 0: never.</summary>
    public int ConsecutiveFailures { get; init; }

    /// <summary>Opens also when this share of the window's attempts was slow. Default 1: never.</summary>
    public double SlowCallRatio { get; init; } = 1;

    /// <summary>An attempt is slow when it took this long or longer. Default nothing: no attempt is slow.</summary>
    public TimeSpan SlowCall { get; init; }

    /// <summary>How long it stays open the first time; twice as long each time that the probes fail. Default 5 s.</summary>
    public TimeSpan OpenFor { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>What the time open grows to; below <see cref="OpenFor"/> it holds from the first time. Default 60 s.</summary>
    public TimeSpan OpenForMax { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>By what share, up or down, the time open is drawn at random, 0..1: callers that opened together shall not probe together. Default 0.1.</summary>
    public double Jitter { get; init; } = 0.1;

    /// <summary>Attempts that a half-open breaker lets through at a time, from 1. Default 3.</summary>
    public int Probes { get; init; } = 3;

    /// <summary>Probes that must go well before it closes, from 1. Default 1.</summary>
    public int ProbeSuccesses { get; init; } = 1;

    /// <summary>A probe that has not ended by then has failed. Default 10 s.</summary>
    public TimeSpan ProbeTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Whether an answer that did not come in time is a failure; otherwise it counts for nothing. Default true.</summary>
    public bool CountTimeouts { get; init; } = true;

    public BreakerMode Mode { get; init; }

    public bool WatchesSlowCalls => SlowCallRatio < 1 && SlowCall > TimeSpan.Zero;

    internal AttemptVerdict Judge(in AttemptOutcome outcome)
    {
        if (!outcome.Counts || outcome.End == AttemptEnd.TimedOut && !CountTimeouts) return AttemptVerdict.Ignored;
        // What failed lies deeper down and has a breaker there. One here as well would shut out all else that the upstream can do, and stay open longer.
        if (outcome.IsPassedOn) return AttemptVerdict.Success;
        return outcome.End != AttemptEnd.Answered || IsFailure(outcome.Status) ? AttemptVerdict.Failure : AttemptVerdict.Success;
    }

    internal bool IsSlow(in AttemptOutcome outcome) => WatchesSlowCalls && outcome.Latency >= SlowCall;

    /// <summary>501 says that the upstream is well and cannot do this, today or tomorrow.</summary>
    private static bool IsFailure(int status) => status is >= 500 and <= 599 and not 501;
}

namespace ActorMesh.Cli.Children;

/// <summary>How a child stands, and what follows when something happens to it. Immutable.</summary>
/// <param name="Restarts">How often it was started again.</param>
/// <param name="ExitCode">Of its last end; null when it never ended.</param>
/// <param name="IsWanted">False once it was asked to end: then it is not started again.</param>
/// <param name="Failures">How often in a row it ended before it was ready; an end after that counts as the first.</param>
internal sealed record ChildState(ChildPhase Phase, int Restarts, int? ExitCode, bool IsWanted, int Failures = 0)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1), PauseMax = TimeSpan.FromSeconds(30);

    public static readonly ChildState First = new(ChildPhase.Starting, 0, null, IsWanted: true);

    /// <summary>Between its end and its next start. It doubles: one that cannot start must keep neither the machine nor the reader busy.</summary>
    public TimeSpan Pause => TimeSpan.FromTicks(Math.Min(PauseMax.Ticks, FirstPause.Ticks << Math.Clamp(Failures - 1, 0, 10)));

    public bool IsReady => Phase == ChildPhase.Ready;

    public bool MayRestart => Phase == ChildPhase.Restarting;

    public bool MayRun => IsWanted && Phase != ChildPhase.Restarting;

    public ChildState Restarted() => MayRestart ? this with { Phase = ChildPhase.Starting, Restarts = Restarts + 1 } : this;

    /// <summary>It was looked at while it ran. One that gives no sign of life keeps its state: it may be busy.</summary>
    /// <param name="seen">Ready, draining, or starting for no sign of life.</param>
    public ChildState Seen(ChildPhase seen) => MayRun && seen != ChildPhase.Starting ? this with { Phase = seen, Failures = 0 } : this;

    public ChildState AskedToEnd() => this with
    {
        IsWanted = false, Phase = Phase is ChildPhase.Restarting or ChildPhase.Exited ? ChildPhase.Exited : ChildPhase.Draining,
    };

    public ChildState Ended(int exitCode) => this with
    {
        Phase = IsWanted ? ChildPhase.Restarting : ChildPhase.Exited, ExitCode = exitCode, Failures = Failures + 1,
    };
}

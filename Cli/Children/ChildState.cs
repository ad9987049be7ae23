namespace ActorMesh.Cli.Children;

/// <summary>How a child stands, and what follows when something happens to it. Immutable.</summary>
/// <param name="Restarts">How often it was started again.</param>
/// <param name="ExitCode">Of its last end; null when it never ended.</param>
/// <param name="IsWanted">False once it was asked to end: then it is not started again.</param>
internal sealed record ChildState(ChildPhase Phase, int Restarts, int? ExitCode, bool IsWanted)
{
    /// <summary>Between the end of a child and its next start: one that cannot start must not keep the machine busy.</summary>
    public static readonly TimeSpan RestartAfter = TimeSpan.FromSeconds(1);

    public static readonly ChildState First = new(ChildPhase.Starting, 0, null, IsWanted: true);

    public bool IsReady => Phase == ChildPhase.Ready;

    public bool MayRestart => Phase == ChildPhase.Restarting;

    public bool MayRun => IsWanted && Phase != ChildPhase.Restarting;

    public ChildState Restarted() => MayRestart ? this with { Phase = ChildPhase.Starting, Restarts = Restarts + 1 } : this;

    /// <summary>It was looked at while it ran. One that gives no sign of life keeps its state: it may be busy.</summary>
    /// <param name="seen">Ready, draining, or starting for no sign of life.</param>
    public ChildState Seen(ChildPhase seen) => MayRun && seen != ChildPhase.Starting ? this with { Phase = seen } : this;

    public ChildState AskedToEnd() => this with
    {
        IsWanted = false, Phase = Phase is ChildPhase.Restarting or ChildPhase.Exited ? ChildPhase.Exited : ChildPhase.Draining,
    };

    public ChildState Ended(int exitCode) => this with { Phase = IsWanted ? ChildPhase.Restarting : ChildPhase.Exited, ExitCode = exitCode };
}

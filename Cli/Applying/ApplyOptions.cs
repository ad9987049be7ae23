namespace ActorMesh.Cli.Applying;

/// <summary>What <c>actormesh apply</c> was asked to do.</summary>
/// <param name="Force">Applies what is worse than what runs.</param>
/// <param name="CanaryPercent">How many proxies of 100 get it first; null for all at once.</param>
/// <param name="Bake">How long each step has to go well; null for what is usual.</param>
/// <param name="ExpectedVersion">Refused when another version runs; null for whichever.</param>
/// <param name="DryRun">Checks, and changes nothing.</param>
/// <param name="Wait">How long to wait until the proxies have it; zero for not at all.</param>
/// <param name="AboveEpoch">It goes before all of the epochs up to it, whose journal is gone; null for none.</param>
/// <param name="Rename">All workloads may be called otherwise.</param>
internal sealed record ApplyOptions(bool Force, int? CanaryPercent, TimeSpan? Bake, long? ExpectedVersion, string? Message, bool DryRun, TimeSpan Wait, long? AboveEpoch, bool Rename)
{
    public static readonly TimeSpan WaitUsual = TimeSpan.FromSeconds(30);
}

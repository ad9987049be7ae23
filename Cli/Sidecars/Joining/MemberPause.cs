namespace ActorMesh.Cli.Sidecars.Joining;

/// <summary>How long to wait before joining anew: ever longer, at random, while memberships do not last.</summary>
internal sealed class MemberPause(Random random)
{
    private static readonly TimeSpan Least = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Most = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Lasting = TimeSpan.FromMinutes(1);

    private int _failures;

    /// <param name="membership">How long the last one lasted.</param>
    public TimeSpan After(TimeSpan membership)
    {
        _failures = membership >= Lasting ? 0 : Math.Min(_failures + 1, 10);
        var limit = Math.Min(Most.TotalSeconds, Least.TotalSeconds * Math.Pow(2, _failures));
        return Least + random.NextDouble() * TimeSpan.FromSeconds(limit - Least.TotalSeconds);
    }
}

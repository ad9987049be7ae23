using ActorMesh.DataPlane.Clusters;

namespace ActorMesh.Cli.Admin;

/// <summary>The retries of a cluster's ordinary requests as <c>/clusters</c> shows them.</summary>
/// <param name="Active">Under way, their waits included.</param>
/// <param name="Allowed">Since the start, hedges included.</param>
/// <param name="RefusedByBudget">Wanted, and more than the budget of the window held.</param>
/// <param name="RefusedByConcurrency">Wanted, and more than may be under way at once.</param>
/// <param name="BudgetLeft">Retries that the budget still holds; null without one.</param>
/// <param name="Explanation">The bounds and how much of them is used, in one sentence.</param>
internal sealed record RetryShape(int Active, long Allowed, long RefusedByBudget, long RefusedByConcurrency, double? BudgetLeft, string Explanation)
{
    public static RetryShape Of(UpstreamCluster cluster)
    {
        var (retries, limits) = (cluster.Retries, cluster.Limits);
        return new(
            retries.Active, retries.Allowed, retries.RefusedByBudget, retries.RefusedByConcurrency,
            retries.Balance is { } balance ? Math.Round(balance, 2) : null,
            retries.Explain(limits.Requests + limits.Pending));
    }
}

using ActorMesh.DataPlane.Resilience.Budgets;
using ActorMesh.Runtime.Contracts;
using ActorMesh.Runtime.Contracts.Envoy.Clusters;
using ActorMesh.Runtime.Contracts.Envoy.Core;
using XdsBudget = ActorMesh.Runtime.Contracts.Envoy.Clusters.CircuitBreakers.Types.Thresholds.Types.RetryBudget;

namespace ActorMesh.DataPlane.Configuration;

/// <summary>Reads from a cluster what bounds its retries: max_retries, retry_budget, and the budget over a window of its metadata. Pure.</summary>
internal static class RetryLimitsCompiler
{
    private const double BudgetPercentDefault = 20;

    public static RetryLimits Compile(Cluster cluster, RoutingPriority priority)
    {
        var thresholds = cluster.CircuitBreakers?.Thresholds ?? [];
        var at = thresholds.ToList().FindIndex(candidate => candidate.Priority == priority);
        var configured = at < 0 ? null : thresholds[at];
        var budget = Budget(cluster);
        var defaults = new RetryLimits();
        return new RetryLimits(configured?.MaxRetries is { } most ? (int)Math.Min(most, int.MaxValue) : budget is null ? defaults.Concurrent : int.MaxValue)
        {
            Budget = budget,
            ConcurrentShare = configured?.RetryBudget is { } share ? Share(cluster, share, at) : null,
            ConcurrentMin = (int)Math.Min(configured?.RetryBudget?.MinRetryConcurrency ?? (uint)defaults.ConcurrentMin, int.MaxValue),
        };
    }

    private static double Share(Cluster cluster, XdsBudget budget, int at)
    {
        var percent = budget.BudgetPercent?.Value ?? BudgetPercentDefault;
        return percent is >= 0 and <= 100
            ? percent / 100
            : throw new ResourceException($"cluster '{cluster.Name}'", $"circuit_breakers.thresholds[{at}].retry_budget.budget_percent: {percent} is not a percentage; expected 0..100");
    }

    private static RetryBudgetSettings? Budget(Cluster cluster)
    {
        if (MetadataFields.Of(cluster.Metadata, MeshMetadata.RetryBudget) is not { } fields) return null;
        try
        {
            return new RetryBudgetSettings(
                fields.Number("ratio", 0, 1) ?? 0.2, fields.Count("min-per-second", 0, 100_000) ?? 10, fields.Duration("window") ?? TimeSpan.FromSeconds(10));
        }
        catch (FormatException wrong)
        {
            throw new ResourceException($"cluster '{cluster.Name}'", wrong.Message, wrong);
        }
    }
}

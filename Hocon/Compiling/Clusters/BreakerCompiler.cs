using ActorMesh.Runtime.Contracts;
using ActorMesh.Hocon.Mesh.Policies;
using ActorMesh.Runtime.Contracts.Envoy.Clusters;
using ActorMesh.Runtime.Contracts.Envoy.Core;
using Google.Protobuf.WellKnownTypes;
using static ActorMesh.Runtime.Contracts.Envoy.Clusters.CircuitBreakers.Types;

namespace ActorMesh.Hocon.Compiling.Clusters;

/// <summary>Compiles the limits of a cluster, its retry budget, and the breaker proper, which is metadata: Envoy has limits only.</summary>
internal static class BreakerCompiler
{
    public static CircuitBreakers Compile(PolicySet policies)
    {
        var limits = policies.Breaker;
        return new CircuitBreakers
        {
            Thresholds =
            {
                new Thresholds
                {
                    MaxConnections = (uint)limits.MaxConnections.Value,
                    MaxPendingRequests = (uint)limits.MaxPending.Value,
                    MaxRequests = (uint)limits.MaxRequests.Value,
                    MaxRetries = (uint)limits.MaxRetries.Value,
                    RetryBudget = policies.Retries.Budget is { } budget ? Budget(budget) : null,
                },
            },
        };
    }

    /// <summary>For the application: each caller has its limits already, and nobody here knows their sum.</summary>
    public static CircuitBreakers Unlimited() => new()
    {
        Thresholds = { new Thresholds { MaxConnections = uint.MaxValue, MaxPendingRequests = uint.MaxValue, MaxRequests = uint.MaxValue } },
    };

    public static void Describe(PolicySet policies, Metadata metadata)
    {
        if (policies.Breaker.Trip is { } trip)
            metadata.Add(
                MeshMetadata.Breaker,
                ("failure-ratio", Value.ForNumber(trip.FailureRatio.Value)),
                ("min-requests", Value.ForNumber(trip.MinRequests.Value)),
                ("window", MetadataText.Seconds(trip.Window.Value)),
                ("open-for", MetadataText.Seconds(trip.OpenFor.Value)),
                ("max-open-for", MetadataText.Seconds(trip.MaxOpenFor.Value)),
                ("probes", Value.ForNumber(trip.Probes.Value)));
        if (policies.Retries.Budget is { } budget)
            metadata.Add(
                MeshMetadata.RetryBudget,
                ("ratio", Value.ForNumber(budget.Ratio.Value)),
                ("min-per-second", Value.ForNumber(budget.MinPerSecond.Value)),
                ("window", MetadataText.Seconds(budget.Window.Value)));
    }

    // Envoy counts retries at the same time, not in a window; the metadata has what was meant.
    private static Thresholds.Types.RetryBudget Budget(RetryBudget budget) =>
        new() { BudgetPercent = Fractions.Percent(budget.Ratio.Value), MinRetryConcurrency = (uint)budget.MinPerSecond.Value };
}

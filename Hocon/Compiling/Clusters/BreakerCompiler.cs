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
        if (policies.Breaker.Trip is { } trip) metadata.Add(MeshMetadata.Breaker, [.. Trip(trip)]);
        if (policies.Retries.Budget is { } budget)
            metadata.Add(
                MeshMetadata.RetryBudget,
                ("ratio", Value.ForNumber(budget.Ratio.Value)),
                ("min-per-second", Value.ForNumber(budget.MinPerSecond.Value)),
                ("window", MetadataText.Seconds(budget.Window.Value)));
    }

    private static IEnumerable<(string Key, Value Value)> Trip(TripPolicy trip)
    {
        yield return ("mode", Value.ForString(trip.Mode.Value));
        yield return ("failure-ratio", Value.ForNumber(trip.FailureRatio.Value));
        yield return ("min-requests", Value.ForNumber(trip.MinRequests.Value));
        yield return ("window", MetadataText.Seconds(trip.Window.Value));
        if (trip.ConsecutiveFailures.Value is { } inARow) yield return ("consecutive-failures", Value.ForNumber(inARow));
        if (trip.SlowCall.Value is { } slow)
        {
            yield return ("slow-call", MetadataText.Seconds(slow));
            yield return ("slow-call-ratio", Value.ForNumber(trip.SlowCallRatio.Value));
        }
        yield return ("open-for", MetadataText.Seconds(trip.OpenFor.Value));
        yield return ("max-open-for", MetadataText.Seconds(trip.MaxOpenFor.Value));
        yield return ("jitter", Value.ForNumber(trip.Jitter.Value));
        yield return ("probes", Value.ForNumber(trip.Probes.Value));
        yield return ("probe-successes", Value.ForNumber(trip.ProbeSuccesses.Value));
        yield return ("probe-timeout", MetadataText.Seconds(trip.ProbeTimeout.Value));
    }

    // Envoy counts retries at the same time, not in a window; the metadata has what was meant.
    private static Thresholds.Types.RetryBudget Budget(RetryBudget budget) =>
        new() { BudgetPercent = Fractions.Percent(budget.Ratio.Value), MinRetryConcurrency = (uint)budget.MinPerSecond.Value };
}

#pragma warning disable CA1822 // Not written yet.
namespace ActorMesh.DataPlane.Resilience.Budgets;

/// <summary>The retries that one priority of a cluster may make: shared by all its routes and connections, exact under concurrency.</summary>
public sealed class RetryAllowance(RetryLimits limits, TimeProvider clock)
{
    private volatile RetryLimits _limits = limits;

    public RetryLimits Limits => _limits;

    public TimeProvider Clock => clock;

    /// <summary>A request, not a retry, goes to the cluster: part of what retries are a share of. Allocates nothing and takes no lock.</summary>
    public void CountRequest()
    {
    }

    /// <summary>Takes one retry or hedge out of the budget, if it is there. Each true is followed by one <see cref="End"/>.</summary>
    /// <param name="activeRequests">Requests of the cluster under way or waiting now.</param>
    public bool TryBegin(int activeRequests)
    {
        _ = activeRequests;
        return true;
    }

    /// <summary>A retry that was allowed has ended.</summary>
    public void End()
    {
    }

    /// <summary>From now on these hold. What is counted stays counted.</summary>
    internal void Change(RetryLimits limits) => _limits = limits;

    /// <summary>For people: which bound refused, and its numbers.</summary>
    public string Explain() => "";
}

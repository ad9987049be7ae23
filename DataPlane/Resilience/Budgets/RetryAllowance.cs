using System.Globalization;
using ActorMesh.Runtime.Time;

namespace ActorMesh.DataPlane.Resilience.Budgets;

/// <summary>The retries that one priority of a cluster may make: shared by all its routes and connections, exact under concurrency.</summary>
public sealed class RetryAllowance(RetryLimits limits, TimeProvider clock)
{
    private volatile RetryLimits _limits = limits;
    private volatile RetryBudget? _budget = limits.Budget is { } budget ? new RetryBudget(budget) : null;
    private int _active;
    private long _allowed, _refusedByBudget, _refusedByConcurrency;

    public RetryLimits Limits => _limits;

    public TimeProvider Clock => clock;

    /// <summary>Retries and hedges under way, their waits included.</summary>
    public int Active => Volatile.Read(ref _active);

    /// <summary>How many were allowed since the start.</summary>
    public long Allowed => Volatile.Read(ref _allowed);

    public long RefusedByBudget => Volatile.Read(ref _refusedByBudget);

    public long RefusedByConcurrency => Volatile.Read(ref _refusedByConcurrency);

    /// <summary>Retries that the budget still holds; null without one.</summary>
    public double? Balance => _budget?.Balance(clock.Now);

    /// <summary>The same as a share of what the window may hold, 0..1; null without a budget.</summary>
    public double? BalanceShare
    {
        get
        {
            if (_budget is not { } budget) return null;
            var now = clock.Now;
            return budget.Max(now) is var max and > 0 ? Math.Clamp(budget.Balance(now) / max, 0, 1) : 0;
        }
    }

    /// <summary>How many more retries may be under way at once.</summary>
    /// <param name="activeRequests">Requests of the cluster under way or waiting now.</param>
    public int ConcurrentLeft(int activeRequests) => Math.Max(0, (int)Math.Min(int.MaxValue, Math.Ceiling(ConcurrentMax(_limits, activeRequests))) - Active);

    /// <summary>A request, not a retry, goes to the cluster: part of what retries are a share of. Allocates nothing and takes no lock.</summary>
    public void CountRequest() => _budget?.Deposit(clock.Now);

    /// <inheritdoc cref="CountRequest()"/>
    /// <param name="now">For who has looked at the clock already.</param>
    public void CountRequest(Instant now) => _budget?.Deposit(now);

    /// <inheritdoc cref="TryBegin(int, out RetryRefusal)"/>
    public bool TryBegin(int activeRequests) => TryBegin(activeRequests, out _);

    /// <summary>Takes one retry or hedge out of the budget, if it is there. Each true is followed by one <see cref="End"/>.</summary>
    /// <param name="activeRequests">Requests of the cluster under way or waiting now.</param>
    /// <param name="refusal">Why not; default when it may.</param>
    public bool TryBegin(int activeRequests, out RetryRefusal refusal)
    {
        var inForce = _limits;
        if (!TryOccupy(inForce, activeRequests, out refusal))
        {
            Interlocked.Increment(ref _refusedByConcurrency);
            return false;
        }

        if (_budget is { } budget && clock.Now is var now && !budget.TryWithdraw(now))
        {
            End();
            Interlocked.Increment(ref _refusedByBudget);
            refusal = new RetryRefusal(RetryBound.Budget, budget.Retries(now), budget.Max(now), budget.Requests(now), inForce);
            return false;
        }

        Interlocked.Increment(ref _allowed);
        return true;
    }

    /// <summary>A retry that was allowed has ended.</summary>
    public void End() => Interlocked.Decrement(ref _active);

    /// <summary>From now on these hold. What is counted stays counted, but for a budget whose window has another length: it begins anew.</summary>
    internal void Change(RetryLimits limits)
    {
        if (limits.Budget is not { } wanted) _budget = null;
        else if (_budget is { } budget && budget.Settings.Window == wanted.Window) budget.Change(wanted);
        else _budget = new RetryBudget(wanted);
        _limits = limits;
    }

    /// <summary>For people: its bounds and how much of them is used.</summary>
    /// <param name="activeRequests">Requests of the cluster under way or waiting now.</param>
    public string Explain(int activeRequests = 0)
    {
        var (inForce, now) = (_limits, clock.Now);
        var concurrent = string.Create(CultureInfo.InvariantCulture, $"{Active} of {ConcurrentMax(inForce, activeRequests):0.##} retries at once");
        return _budget is not { } budget
            ? concurrent
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{concurrent}, {budget.Retries(now)} of {budget.Max(now):0.##} in {budget.Settings.Window.TotalSeconds} s ({budget.Settings.Ratio:0.###} x {budget.Requests(now)} requests + {budget.Settings.PerSecondMin}/s)");
    }

    private bool TryOccupy(RetryLimits limits, int activeRequests, out RetryRefusal refusal)
    {
        var max = ConcurrentMax(limits, activeRequests);
        for (var active = Active; active < max; active = Active)
        {
            if (Interlocked.CompareExchange(ref _active, active + 1, active) != active) continue;
            refusal = default;
            return true;
        }

        var bound = IsShare(limits) ? RetryBound.ConcurrentShare : RetryBound.Concurrent;
        refusal = new RetryRefusal(bound, Active, max, activeRequests, limits);
        return false;
    }

    private static bool IsShare(RetryLimits limits) => limits is { ConcurrentShare: not null, Budget: null };

    private static double ConcurrentMax(RetryLimits limits, int activeRequests) =>
        IsShare(limits) ? Math.Max(limits.ConcurrentShare!.Value * activeRequests, limits.ConcurrentMin) : limits.Concurrent;
}

using System.Globalization;

namespace ActorMesh.DataPlane.Resilience.Budgets;

/// <summary>Why a retry was refused, in the numbers of that moment. Put into words only when somebody asks.</summary>
/// <param name="Bound">Which bound was reached.</param>
/// <param name="Used">Retries under way; for the budget, those made in its window.</param>
/// <param name="Max">How many there may be.</param>
/// <param name="Requests">What <paramref name="Max"/> is a share of: requests under way, or those of the window.</param>
/// <param name="Limits">What was configured.</param>
public readonly record struct RetryRefusal(RetryBound Bound, long Used, double Max, long Requests, RetryLimits Limits)
{
    /// <summary>For people.</summary>
    public string Explain() => Bound switch
    {
        RetryBound.Concurrent => string.Create(CultureInfo.InvariantCulture, $"max_retries: {Used} retries are under way, {Max} may be"),
        RetryBound.ConcurrentShare => string.Create(
            CultureInfo.InvariantCulture,
            $"retry_budget: {Used} retries are under way, {Max:0.##} may be ({Limits.ConcurrentShare:0.##} x {Requests} requests under way, at least {Limits.ConcurrentMin})"),
        RetryBound.Budget when Limits.Budget is { } budget => string.Create(
            CultureInfo.InvariantCulture,
            $"retry budget: {Used} retries in {budget.Window.TotalSeconds} s, {Max:0.##} may be ({budget.Ratio:0.###} x {Requests} requests + {budget.PerSecondMin} x {budget.Window.TotalSeconds} s)"),
        _ => "",
    };
}

using ActorMesh.Hocon.Mesh.Policies;

namespace ActorMesh.Hocon.Findings.Calls;

/// <summary>What one request of a caller can become on the way to a callee.</summary>
/// <param name="Factor">At least 1. Over many requests, where there is a budget.</param>
/// <param name="IsBudgeted">Whether a budget bounds it.</param>
/// <remarks>
/// Without a budget every request can use up all its tries, and every try its hedges. A budget lets retries and hedges through only as a
/// share of the requests, so that n requests become n (1 + ratio).
/// </remarks>
internal readonly record struct Tries(double Factor, bool IsBudgeted, PolicyScope Scope)
{
    public bool Multiplies => Factor > 1;

    public static Tries Of(PolicyScope scope)
    {
        var all = WithoutBudget(scope.Policies);
        return scope.Policies.Retries.Budget is { } budget && all > 1
            ? new Tries(Math.Min(all, 1 + budget.Ratio.Value), true, scope)
            : new Tries(all, false, scope);
    }

    /// <summary>What one request can become when no budget holds.</summary>
    public static double WithoutBudget(PolicySet policies) =>
        !policies.IsHttp
            ? 1
            : (double)Math.Max(1, policies.Retries.MaxAttempts.Value) * (1 + (policies.Hedging?.Max.Value ?? 0));
}

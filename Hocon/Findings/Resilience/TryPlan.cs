using ActorMesh.Hocon.Mesh.Policies;

namespace ActorMesh.Hocon.Findings.Resilience;

/// <summary>How long tries and the waits between them take, at worst.</summary>
/// <remarks>The n-th wait is at most base x 2^(n-1), and never more than max.</remarks>
internal static class TryPlan
{
    /// <param name="retries">Says how long the waits are.</param>
    /// <param name="tries">At least 1; there is a wait before each but the first.</param>
    public static TimeSpan Waits(RetryPolicy retries, int tries)
    {
        var (sum, wait) = (TimeSpan.Zero, retries.BackoffBase.Value);
        for (var retry = 1; retry < tries; retry++)
        {
            sum += wait < retries.BackoffMax.Value ? wait : retries.BackoffMax.Value;
            wait *= 2;
        }
        return sum;
    }

    public static TimeSpan Total(RetryPolicy retries, TimeSpan perTry, int tries) => (perTry * tries) + Waits(retries, tries);

    /// <returns>How many whole tries fit; at least 1, which may be cut short.</returns>
    public static int Fitting(RetryPolicy retries, TimeSpan perTry, TimeSpan request)
    {
        var tries = retries.MaxAttempts.Value;
        while (tries > 1 && Total(retries, perTry, tries) > request) tries--;
        return tries;
    }
}

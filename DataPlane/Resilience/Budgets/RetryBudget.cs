using ActorMesh.Runtime.Time;

namespace ActorMesh.DataPlane.Resilience.Budgets;

/// <summary>
/// Requests pay in, retries and hedges take out: over any window there are at most <c>ratio</c> retries for each request of that window and
/// the tenth of one before it, and <c>per second x window</c> more. Counted in whole millionths, so that nothing is lost to rounding.
/// </summary>
/// <remarks>Paying in takes no lock and allocates nothing; taking out, which is rare, goes one by one.</remarks>
internal sealed class RetryBudget(RetryBudgetSettings settings)
{
    private const long Millionths = 1_000_000;

    private readonly Lock _lock = new();
    private readonly SlidingCount _requests = new(settings.Window);
    private readonly SlidingCount _retries = new(settings.Window);
    private volatile RetryBudgetSettings _settings = settings;
    private Instant _latest = new(long.MinValue);

    public RetryBudgetSettings Settings => _settings;

    public long Requests(Instant now) => _requests.Sum(now);

    public long Retries(Instant now) => _retries.Sum(now);

    /// <summary>Retries that the window may hold.</summary>
    public double Max(Instant now) => Earned(now) / (double)Millionths;

    /// <summary>Retries that may be made at once. Below zero after the settings became stricter.</summary>
    public double Balance(Instant now) => BalanceAt(now) / (double)Millionths;

    public void Deposit(Instant now) => _requests.Add(now);

    public bool TryWithdraw(Instant now)
    {
        lock (_lock)
        {
            // Whoever waited for the lock read the clock before: time does not go back.
            _latest = now = now > _latest ? now : _latest;
            if (BalanceAt(now) < Millionths) return false;
            _retries.Add(now);
            return true;
        }
    }

    /// <summary>Other numbers for what is counted already.</summary>
    /// <param name="settings">With the same window.</param>
    public void Change(RetryBudgetSettings settings) => _settings = settings;

    private long BalanceAt(Instant now) => Earned(now) - Retries(now) * Millionths;

    private long Earned(Instant now)
    {
        var inForce = _settings;
        return Requests(now) * (long)Math.Round(inForce.Ratio * Millionths)
            + inForce.PerSecondMin * (inForce.Window.Ticks / (TimeSpan.TicksPerSecond / Millionths));
    }
}

using ActorMesh.DataPlane.Resilience.Budgets;
using ActorMesh.Runtime.Time;
using ActorMesh.Tests.Fast.Kit;
using Xunit;

namespace ActorMesh.Tests.Fast.DataPlane.Resilience.Budgets;

public sealed class RetryAllowanceTests
{
    private readonly ManualClock _clock = new(startTicks: 12_345_678_901);

    [Fact]
    public void At_the_bound_of_retries_at_once_one_more_is_refused_until_one_has_ended()
    {
        var retries = new RetryAllowance(new RetryLimits(Concurrent: 2), _clock);
        Assert.Equal((true, true), (retries.TryBegin(0), retries.TryBegin(0)));
        Assert.False(retries.TryBegin(0, out var refusal));
        Assert.Equal("max_retries: 2 retries are under way, 2 may be", refusal.Explain());
        Assert.Equal((2, 0), (retries.Active, retries.ConcurrentLeft(0)));
        retries.End();
        Assert.True(retries.TryBegin(0));
        Assert.Equal((3, 1, 0), (retries.Allowed, retries.RefusedByConcurrency, retries.RefusedByBudget));
        Assert.Null(retries.Balance);
    }

    [Fact]
    public void A_budget_lets_a_share_of_the_requests_through_and_its_floor()
    {
        var retries = Budgeted(ratio: 0.2, perSecondMin: 1);
        for (var i = 0; i < 15; i++) retries.CountRequest();
        Assert.Equal(13, retries.Balance);
        Assert.Equal(13, Drain(retries));
        Assert.False(retries.TryBegin(0, out var refusal));
        Assert.Equal("retry budget: 13 retries in 10 s, 13 may be (0.2 x 15 requests + 1 x 10 s)", refusal.Explain());
        Assert.Equal("0 of 1000 retries at once, 13 of 13 in 10 s (0.2 x 15 requests + 1/s)", retries.Explain());
        Assert.Equal((0, 2), (retries.Active, retries.RefusedByBudget));
    }

    [Fact]
    public void Shares_that_floating_point_cannot_hold_lose_no_retry()
    {
        var retries = Budgeted(ratio: 0.29, perSecondMin: 0);
        for (var i = 0; i < 100; i++) retries.CountRequest();
        Assert.Equal(29, Drain(retries));
    }

    [Fact]
    public void What_has_left_the_window_counts_no_more()
    {
        var retries = Budgeted(ratio: 0.5, perSecondMin: 0);
        for (var i = 0; i < 10; i++) retries.CountRequest(_clock.Now);
        Assert.Equal(5, Drain(retries));
        _clock.Ticks += TimeSpan.FromSeconds(11).Ticks;
        Assert.Equal(0, Drain(retries));
        retries.CountRequest();
        retries.CountRequest();
        Assert.Equal(1, Drain(retries));
    }

    [Fact]
    public void A_steady_caller_gets_its_whole_share()
    {
        var (retries, allowed) = (Budgeted(ratio: 0.2, perSecondMin: 0), 0);
        for (var i = 0; i < 20_000; i++)
        {
            _clock.Ticks += TimeSpan.FromMilliseconds(10).Ticks;
            retries.CountRequest();
            if (!retries.TryBegin(0)) continue;
            retries.End();
            allowed++;
        }

        Assert.InRange(allowed, 3_980, 4_020);
    }

    [Fact]
    public void Both_bounds_hold_beside_each_other()
    {
        var retries = new RetryAllowance(new RetryLimits(Concurrent: 2) { Budget = new RetryBudgetSettings(0, 1, TimeSpan.FromSeconds(1)), ConcurrentShare = 1 }, _clock);
        Assert.True(retries.TryBegin(1000));
        Assert.False(retries.TryBegin(1000, out var refusal));
        Assert.Equal(RetryBound.Budget, refusal.Bound);
        _clock.Ticks += TimeSpan.FromSeconds(2).Ticks;
        Assert.True(retries.TryBegin(1000));
        _clock.Ticks += TimeSpan.FromSeconds(2).Ticks;
        Assert.False(retries.TryBegin(1000, out refusal));
        Assert.Equal(RetryBound.Concurrent, refusal.Bound);
    }

    [Theory]
    [InlineData(0, 3)]
    [InlineData(15, 3)]
    [InlineData(16, 4)]
    [InlineData(20, 4)]
    [InlineData(100, 20)]
    public void Envoys_budget_is_a_share_of_the_requests_under_way(int activeRequests, int allowed)
    {
        var retries = new RetryAllowance(new RetryLimits(Concurrent: 1) { ConcurrentShare = 0.2 }, _clock);
        var begun = 0;
        RetryRefusal refusal;
        while (retries.TryBegin(activeRequests, out refusal)) begun++;
        Assert.Equal((allowed, RetryBound.ConcurrentShare, 0), (begun, refusal.Bound, retries.ConcurrentLeft(activeRequests)));
    }

    [Fact]
    public void Envoys_budget_explains_itself()
    {
        var retries = new RetryAllowance(new RetryLimits { ConcurrentShare = 0.2, ConcurrentMin = 0 }, _clock);
        Assert.True(retries.TryBegin(4));
        Assert.False(retries.TryBegin(4, out var refusal));
        Assert.Equal("retry_budget: 1 retries are under way, 0.8 may be (0.2 x 4 requests under way, at least 0)", refusal.Explain());
    }

    [Fact]
    public void Other_numbers_hold_for_what_is_counted_and_another_window_begins_anew()
    {
        var retries = Budgeted(ratio: 0.5, perSecondMin: 0);
        for (var i = 0; i < 10; i++) retries.CountRequest();
        Assert.Equal(5, Drain(retries));
        Assert.Equal(2, ChangeAndDrain(retries, 0.7, 10));
        Assert.Equal(0, ChangeAndDrain(retries, 0.1, 10));
        Assert.Equal(-6, retries.Balance);
        Assert.Equal(0, ChangeAndDrain(retries, 1, 20));
        Assert.Equal(0, retries.Balance);
        retries.Change(new RetryLimits(Concurrent: 1));
        Assert.Equal((true, false), (retries.TryBegin(0), retries.TryBegin(0)));
    }

    [Fact]
    public void Counting_a_request_allocates_nothing()
    {
        var retries = Budgeted(ratio: 0.2, perSecondMin: 0);
        retries.CountRequest();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++) retries.CountRequest();
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private static int Drain(RetryAllowance retries)
    {
        var allowed = 0;
        while (retries.TryBegin(0)) allowed++;
        for (var i = 0; i < allowed; i++) retries.End();
        return allowed;
    }

    private static int ChangeAndDrain(RetryAllowance retries, double ratio, int seconds)
    {
        retries.Change(new RetryLimits(1000) { Budget = new RetryBudgetSettings(ratio, 0, TimeSpan.FromSeconds(seconds)) });
        return Drain(retries);
    }

    private RetryAllowance Budgeted(double ratio, int perSecondMin) =>
        new(new RetryLimits(1000) { Budget = new RetryBudgetSettings(ratio, perSecondMin, TimeSpan.FromSeconds(10)) }, _clock);
}

using ActorMesh.DataPlane.Resilience.Budgets;
using ActorMesh.Runtime.Time;
using ActorMesh.Tests.Fast.Kit;
using CsCheck;
using Xunit;

namespace ActorMesh.Tests.Fast.DataPlane.Resilience.Budgets;

/// <summary>No order of events makes more retries than the bounds allow.</summary>
public sealed class RetryBoundTests
{
    private enum Event
    {
        Request,
        Begin,
        End,
        Pause,
    }

    private static readonly Gen<(RetryBudgetSettings Budget, int Concurrent, (Event What, int Amount)[] Events)> Histories = Gen.Select(
        Gen.Select(Gen.Double[0, 1], Gen.Int[0, 3], Gen.Int[1, 20], (ratio, perSecondMin, seconds) => new RetryBudgetSettings(ratio, perSecondMin, TimeSpan.FromSeconds(seconds))),
        Gen.Int[0, 20],
        Gen.Select(Gen.Enum<Event>(), Gen.Int[1, 40]).Array[1, 120]);

    [Fact]
    public void Over_any_window_retries_stay_within_the_budget() => Histories.Sample(history =>
    {
        var (budget, concurrent, events) = history;
        var clock = new ManualClock(startTicks: 987_654_321);
        var allowance = new RetryAllowance(new RetryLimits(concurrent) { Budget = budget }, clock);
        List<Instant> requests = [], retries = [];
        var active = 0;
        foreach (var (what, amount) in events)
        {
            if (what == Event.Pause) clock.Ticks += TimeSpan.FromMilliseconds(50 * amount).Ticks;
            for (var i = 0; i < amount && what != Event.Pause; i++)
            {
                if (what == Event.Request)
                {
                    allowance.CountRequest();
                    requests.Add(clock.Now);
                }
                else if (what == Event.Begin && allowance.TryBegin(0))
                {
                    active++;
                    retries.Add(clock.Now);
                    var now = clock.Now;
                    var earned = budget.Ratio * requests.Count(at => now - at < budget.Window * 1.1) + budget.PerSecondMin * budget.Window.TotalSeconds;
                    Assert.InRange(retries.Count(at => now - at < budget.Window), 1, earned + 1e-3);
                }
                else if (what == Event.End && active > 0)
                {
                    active--;
                    allowance.End();
                }
            }

            Assert.Equal(active, allowance.Active);
            Assert.InRange(active, 0, concurrent);
        }

        Assert.Equal(retries.Count, allowance.Allowed);
    });

    [Fact]
    public async Task Many_threads_take_no_more_than_was_paid_in()
    {
        const int Threads = 4, Requests = 20_000;
        var allowance = new RetryAllowance(new RetryLimits(3) { Budget = new RetryBudgetSettings(0.1, 1, TimeSpan.FromSeconds(10)) }, new ManualClock());
        int active = 0, mostActive = 0, allowed = 0;
        await Task.WhenAll(Enumerable.Range(0, Threads).Select(_ => Task.Run(() =>
        {
            for (var i = 0; i < Requests; i++)
            {
                allowance.CountRequest();
                if (!allowance.TryBegin(0)) continue;
                var now = Interlocked.Increment(ref active);
                for (var most = Volatile.Read(ref mostActive); most < now && Interlocked.CompareExchange(ref mostActive, now, most) != most; most = Volatile.Read(ref mostActive))
                {
                }

                Interlocked.Increment(ref allowed);
                Interlocked.Decrement(ref active);
                allowance.End();
            }
        })));
        while (allowance.TryBegin(0))
        {
            allowed++;
            allowance.End();
        }

        Assert.Equal((Threads * Requests / 10) + 10, allowed);
        Assert.Equal((0, allowed), (allowance.Active, allowance.Allowed));
        Assert.InRange(mostActive, 1, 3);
    }

    [Fact]
    public async Task Envoys_share_is_exact_on_many_threads()
    {
        var allowance = new RetryAllowance(new RetryLimits { ConcurrentShare = 0.2 }, new ManualClock());
        var active = 0;
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            for (var i = 0; i < 20_000; i++)
            {
                if (!allowance.TryBegin(activeRequests: 5)) continue;
                Assert.InRange(Interlocked.Increment(ref active), 1, 3);
                Interlocked.Decrement(ref active);
                allowance.End();
            }
        })));
        Assert.Equal(0, allowance.Active);
    }
}

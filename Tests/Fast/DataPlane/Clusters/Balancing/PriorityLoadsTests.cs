using ActorMesh.DataPlane.Clusters.Balancing;
using CsCheck;
using Xunit;

namespace ActorMesh.Tests.Fast.DataPlane.Clusters.Balancing;

public sealed class PriorityLoadsTests
{
    private static readonly Gen<PriorityCensus> AnyCensus =
        from healthy in Gen.Int[0, 12]
        from degraded in Gen.Int[0, 6]
        from unhealthy in Gen.Int[0, 12]
        select PriorityCensus.Of(healthy + degraded + unhealthy, healthy, degraded);

    private static readonly Gen<PriorityCensus[]> AnyCensuses = AnyCensus.Array[1, 5];

    /// <summary>Healthy, degraded, all hosts of each priority; then the expected loads.</summary>
    [Theory]
    [InlineData("10/0/10", "100", "0")] // All well.
    [InlineData("5/0/10 10/0/10", "70 30", "0 0")] // Health 70 and 100: half of P0 is not enough.
    [InlineData("72/0/100 100/0/100", "100 0", "0 0")] // 72% and above: P0 keeps everything.
    [InlineData("71/0/100 100/0/100", "99 1", "0 0")]
    [InlineData("0/0/10 10/0/10", "0 100", "0 0")]
    [InlineData("25/0/100 25/0/100", "50 50", "0 0")] // Health 35 and 35, sum 70: each as much as the other.
    [InlineData("5/5/10", "70", "30")] // Degraded hosts take what healthy ones leave.
    [InlineData("0/10/10", "0", "100")]
    [InlineData("2/2/10 6/0/10", "28 72", "0 0")] // Healthy hosts of P1 come before degraded ones of P0.
    [InlineData("0/0/10 5/5/10", "0 70", "0 30")]
    [InlineData("1/0/7 1/0/7 1/0/7", "34 33 33", "0 0 0")] // The remainder of rounding goes to the first with load.
    [InlineData("0/1/7 0/1/7 0/1/7", "0 0 0", "34 33 33")]
    public void Loads_follow_health_in_order_of_priority(string censuses, string healthy, string degraded)
    {
        var loads = PriorityLoads.Of(Parse(censuses), 140, panicThreshold: 0);
        Assert.Equal(healthy, string.Join(' ', loads.Healthy));
        Assert.Equal(degraded, string.Join(' ', loads.Degraded));
    }

    [Theory]
    [InlineData("4/0/10", 50, "True", "100")] // 40% available, under the threshold.
    [InlineData("5/0/10", 50, "False", "100")] // Just on it: no panic, although health is 70.
    [InlineData("4/1/10", 50, "False", "80")] // Degraded hosts are available too: health 56 and 14 of 70.
    [InlineData("4/0/10 10/0/10", 50, "False False", "56 44")] // Together they carry everything: nobody panics.
    [InlineData("1/0/10 6/0/10", 50, "True False", "15 85")] // Health 14 and 84, sum 98.
    [InlineData("1/0/10 1/0/30", 50, "True True", "25 75")] // All panic: by number of hosts.
    [InlineData("0/0/1 0/0/2", 50, "True True", "34 66")]
    [InlineData("0/0/10", 0, "False", "100")] // Threshold 0: never, even with nobody left.
    [InlineData("0/0/10 0/0/0", 0, "False False", "100 0")]
    [InlineData("0/0/0", 50, "True", "100")]
    [InlineData("0/0/0 0/0/4", 50, "True True", "0 100")]
    public void Panic_begins_when_too_few_are_available_and_the_priorities_together_cannot_carry_the_load(
        string censuses, int threshold, string inPanic, string healthy)
    {
        var loads = PriorityLoads.Of(Parse(censuses), 140, threshold);
        Assert.Equal(inPanic, string.Join(' ', loads.InPanic));
        Assert.Equal(healthy, string.Join(' ', loads.Healthy));
    }

    [Fact]
    public void A_last_host_that_rounds_down_to_no_health_still_gets_the_load()
    {
        var loads = PriorityLoads.Of([PriorityCensus.Of(1000, 0, 0), PriorityCensus.Of(1000, 1, 0)], 140, panicThreshold: 0);
        Assert.Equal([0, 100], loads.Healthy);
    }

    [Fact]
    public void Health_can_be_measured_by_weight_while_panic_counts_hosts()
    {
        var heavyIsDown = new PriorityCensus(10, 10, Healthy: 9, Degraded: 0, CountedMeasure: 100, HealthyMeasure: 9, DegradedMeasure: 0);
        var loads = PriorityLoads.Of([heavyIsDown, PriorityCensus.Of(10, 5, 0)], 140, 50);
        Assert.Equal([15, 85], loads.Healthy); // Health 12 and 70 of 82: 14 and 85, and the remainder goes to the first.
        Assert.Equal([false, false], loads.InPanic);
    }

    [Fact]
    public void Loads_sum_to_one_hundred_and_none_is_negative() =>
        Gen.Select(AnyCensuses, Gen.Int[50, 300], Gen.Int[0, 100]).Sample((censuses, factor, threshold) =>
        {
            var loads = PriorityLoads.Of(censuses, factor, threshold);
            Assert.Equal(100, loads.Healthy.Sum() + loads.Degraded.Sum());
            Assert.All(loads.Healthy.Concat(loads.Degraded), load => Assert.InRange(load, 0, 100));
        });

    [Fact]
    public void A_priority_without_available_hosts_gets_no_load_unless_it_panics() =>
        Gen.Select(AnyCensuses, Gen.Int[0, 100]).Sample((censuses, threshold) =>
        {
            var loads = PriorityLoads.Of(censuses, 140, threshold);
            if (censuses.All(census => census.Healthy + census.Degraded == 0)) return;
            for (var i = 0; i < censuses.Length; i++)
            {
                if (loads.InPanic[i]) continue;
                Assert.False(censuses[i].Healthy == 0 && loads.Healthy[i] > 0);
                Assert.False(censuses[i].Degraded == 0 && loads.Degraded[i] > 0);
            }
        });

    [Fact]
    public void Healing_a_host_of_the_first_priority_never_takes_load_from_it() =>
        Gen.Select(AnyCensuses, Gen.Int[1, 12]).Where((censuses, _) => censuses[0].Counted > censuses[0].Healthy + censuses[0].Degraded)
            .Sample((censuses, _) =>
            {
                var before = PriorityLoads.Of(censuses, 140, panicThreshold: 0);
                var first = censuses[0];
                var healed = censuses.Skip(1).Prepend(PriorityCensus.Of(first.Counted, first.Healthy + 1, first.Degraded)).ToArray();
                var after = PriorityLoads.Of(healed, 140, panicThreshold: 0);
                // One point for the remainder of rounding, which may move to it and away from it, for each priority and kind.
                Assert.True(after.Healthy[0] + 2 * censuses.Length >= before.Healthy[0]);
            });

    [Fact]
    public void Nobody_panics_while_the_priorities_together_can_carry_the_load() =>
        Gen.Select(AnyCensuses, Gen.Int[0, 100]).Sample((censuses, threshold) =>
        {
            var health = censuses.Sum(census => Health(census.Healthy, census.Counted) + Health(census.Degraded, census.Counted));
            if (health >= 100) Assert.DoesNotContain(true, PriorityLoads.Of(censuses, 140, threshold).InPanic);
        });

    private static int Health(int available, int counted) => counted == 0 ? 0 : Math.Min(100, 140 * available / counted);

    private static PriorityCensus[] Parse(string censuses) =>
    [
        .. censuses.Split(' ').Select(census => census.Split('/').Select(int.Parse).ToArray())
            .Select(part => PriorityCensus.Of(counted: part[2], healthy: part[0], degraded: part[1])),
    ];
}

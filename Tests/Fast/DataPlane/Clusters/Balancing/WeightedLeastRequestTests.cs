using ActorMesh.DataPlane.Clusters.Balancing;
using CsCheck;
using Xunit;

namespace ActorMesh.Tests.Fast.DataPlane.Clusters.Balancing;

public sealed class WeightedLeastRequestTests
{
    [Fact]
    public void Idle_hosts_share_exactly_by_weight() =>
        Gen.Select(Gen.Int[1, 20].Array[2, 10], Gen.ULong, Gen.Bool).Sample((weights, seed, fullScan) =>
        {
            var balancer = Given(weights, seed, new BalancingSettings { FullScan = fullScan });
            Assert.Equal(weights, Fleet.Count(balancer, weights.Sum(), new FastRandom(seed)));
        });

    [Fact]
    public void Without_bias_load_does_not_matter() =>
        Gen.Select(Gen.Int[1, 20].Array[2, 10], Gen.ULong).Sample((weights, seed) =>
        {
            var balancer = Given(weights, seed, new BalancingSettings { ActiveRequestBias = 0 });
            balancer.Hosts[0].Begin();
            Assert.Equal(weights, Fleet.Count(balancer, weights.Sum(), new FastRandom(seed)));
        });

    [Theory]
    [InlineData(1, 2, 3, 4)]
    [InlineData(10, 1, 1)]
    [InlineData(99, 1)]
    public void Requests_that_stay_open_spread_by_weight(params int[] weights)
    {
        var balancer = Given(weights, seed: 1, new BalancingSettings());
        var random = new FastRandom(1);
        for (var i = 0; i < 100 * weights.Sum(); i++) balancer.Hosts[Pick(balancer, random)].Begin();
        for (var i = 0; i < weights.Length; i++) Assert.InRange(balancer.Hosts[i].Active, 100 * weights[i] - 8, 100 * weights[i] + 8);
    }

    [Fact]
    public void A_hung_host_loses_every_comparison()
    {
        var balancer = Given([3, 2, 2], seed: 1, new BalancingSettings());
        for (var i = 0; i < 1000; i++) balancer.Hosts[0].Begin();
        var counts = Fleet.Count(balancer, 70_000, new FastRandom(2));
        // It is left with the picks in which the rival drawn was itself: (3/7)^2.
        Assert.InRange(counts[0] / 70_000.0, 0.175, 0.192);
        Assert.InRange(counts[1] / (double)counts[2], 0.97, 1.03);
    }

    [Fact]
    public void A_light_host_gets_at_most_twice_its_share_while_the_others_are_busy()
    {
        var balancer = Given([99, 1], seed: 1, new BalancingSettings());
        for (var i = 0; i < 99; i++) balancer.Hosts[0].Begin();
        var counts = Fleet.Count(balancer, 100_000, new FastRandom(2));
        Assert.InRange(counts[1], 1_800, 2_100);
    }

    [Fact]
    public void A_fractional_bias_lies_between_plain_weights_and_full_comparison()
    {
        int[] Shares(double bias)
        {
            var balancer = Given([2, 1], seed: 1, new BalancingSettings { ActiveRequestBias = bias });
            for (var i = 0; i < 50; i++) balancer.Hosts[0].Begin();
            return Fleet.Count(balancer, 30_000, new FastRandom(2));
        }

        Assert.Equal(20_000, Shares(0)[0]);
        Assert.InRange(Shares(0.5)[0], 16_200, 17_200); // Halfway between 2/3 and (2/3)^2.
        Assert.InRange(Shares(1)[0], 13_000, 13_700);
    }

    [Fact]
    public void A_full_scan_picks_the_fewest_requests_per_weight()
    {
        var balancer = Given([4, 2, 1], seed: 1, new BalancingSettings { FullScan = true });
        Fleet.SetActive(balancer.Hosts, [5, 2, 2]);
        var counts = Fleet.Count(balancer, 100, new FastRandom(2));
        Assert.Equal([0, 100, 0], counts);
    }

    private static WeightedLeastRequest Given(int[] weights, ulong seed, BalancingSettings settings) =>
        new(Fleet.Cells(weights.Length), new WeightedTurns([.. weights.Select(weight => (ulong)weight)], new FastRandom(seed)), settings);

    private static int Pick(Balancer balancer, FastRandom random) => balancer.Choose(new PickContext(random, random.Next()), attempt: 0);
}

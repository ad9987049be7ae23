using ActorMesh.DataPlane.Clusters.Balancing;
using CsCheck;
using Xunit;

namespace ActorMesh.Tests.Fast.DataPlane.Clusters.Balancing;

public sealed class LeastRequestTests
{
    private static readonly Gen<int[]> FewLoads = Gen.Int[0, 20].Array[1, LeastRequest.ScannedHostsMax];
    private static readonly Gen<int[]> ManyLoads = Gen.Int[0, 20].Array[LeastRequest.ScannedHostsMax + 1, 60];

    [Fact]
    public void Few_hosts_are_scanned_so_the_least_loaded_is_always_picked() =>
        Gen.Select(FewLoads, Gen.ULong).Sample((loads, seed) =>
            Assert.Equal(loads.Min(), loads[Pick(Given(loads), new FastRandom(seed))]));

    [Fact]
    public void A_full_scan_finds_the_least_loaded_of_many() =>
        Gen.Select(ManyLoads, Gen.ULong).Sample((loads, seed) =>
            Assert.Equal(loads.Min(), loads[Pick(Given(loads, fullScan: true), new FastRandom(seed))]));

    [Fact]
    public void Never_picks_the_single_most_loaded() =>
        Gen.Select(Gen.OneOf(FewLoads, ManyLoads), Gen.ULong).Sample((loads, seed) =>
        {
            var worst = Array.IndexOf(loads, loads.Max());
            if (loads.Length < 2 || loads.Count(load => load == loads[worst]) > 1) return;
            var (balancer, random) = (Given(loads), new FastRandom(seed));
            for (var i = 0; i < 50; i++) Assert.NotEqual(worst, Pick(balancer, random));
        });

    [Theory]
    [InlineData(3)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(100)]
    public void Equal_loads_are_shared_evenly(int hosts)
    {
        var counts = Fleet.Count(Given(new int[hosts]), 100_000, new FastRandom(5));
        Assert.True(Fleet.ChiSquare(counts, [.. Enumerable.Repeat(1.0, hosts)]) < Fleet.ChiSquareMax(hosts - 1));
    }

    [Fact]
    public void Ties_of_a_scan_are_broken_evenly_among_the_least()
    {
        var counts = Fleet.Count(Given([3, 1, 1, 2, 1]), 30_000, new FastRandom(5));
        Assert.Equal(0, counts[0] + counts[3]);
        Assert.True(Fleet.ChiSquare([counts[1], counts[2], counts[4]], [1, 1, 1]) < Fleet.ChiSquareMax(2));
    }

    /// <summary>With n hosts and c draws with replacement the loaded one is hit only if all draws fall on it: 1 / n^c.</summary>
    [Theory]
    [InlineData(2, 2, 0.25)]
    [InlineData(2, 3, 0.125)]
    [InlineData(4, 2, 0.0625)]
    public void A_configured_choice_count_draws_with_replacement_as_Envoy_does(int hosts, int choices, double shareOfLoaded)
    {
        var loads = new int[hosts];
        loads[0] = 1;
        var counts = Fleet.Count(Given(loads, choices), 100_000, new FastRandom(5));
        Assert.InRange(counts[0] / 100_000.0, shareOfLoaded - 0.005, shareOfLoaded + 0.005);
    }

    [Fact]
    public void Requests_that_stay_open_spread_to_within_one_of_each_other_when_hosts_are_scanned()
    {
        var balancer = Given(new int[10]);
        var random = new FastRandom(9);
        for (var i = 0; i < 105; i++) balancer.Hosts[Pick(balancer, random)].Begin();
        Assert.InRange(balancer.Hosts.Max(host => host.Active) - balancer.Hosts.Min(host => host.Active), 0, 1);
    }

    /// <summary>The gap of two choices grows with log log n; that of one choice would here be some 20 requests.</summary>
    [Fact]
    public void Two_choices_keep_the_fullest_of_many_hosts_close_to_the_mean()
    {
        var balancer = Given(new int[100]);
        var random = new FastRandom(9);
        for (var i = 0; i < 5_000; i++) balancer.Hosts[Pick(balancer, random)].Begin();
        Assert.InRange(balancer.Hosts.Max(host => host.Active), 50, 54);
    }

    private static LeastRequest Given(int[] loads, int? choiceCount = null, bool fullScan = false)
    {
        var cells = Fleet.Cells(loads.Length);
        Fleet.SetActive(cells, loads);
        return new LeastRequest(cells, choiceCount, fullScan);
    }

    private static int Pick(Balancer balancer, FastRandom random) => balancer.Choose(new PickContext(random, random.Next()), attempt: 0);
}

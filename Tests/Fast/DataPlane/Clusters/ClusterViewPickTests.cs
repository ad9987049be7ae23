using ActorMesh.DataPlane.Clusters;
using ActorMesh.DataPlane.Clusters.Balancing;
using ActorMesh.DataPlane.Endpoints;
using CsCheck;
using Xunit;

namespace ActorMesh.Tests.Fast.DataPlane.Clusters;

/// <summary>What a pick promises whatever the policy: weights, stickiness, retries elsewhere, threads, no allocation.</summary>
public sealed class ClusterViewPickTests
{
    [Fact]
    public void Round_robin_follows_weight_exactly() =>
        Gen.Select(Gen.Int[1, 10].Array[1, 10], Gen.ULong).Sample((weights, seed) =>
        {
            var view = Build(new(), Fleet.Weighted(weights), seed);
            Assert.Equal(weights, Fleet.Count(view, weights.Sum(), new FastRandom(seed)).Values);
        });

    [Fact]
    public void A_warming_host_takes_the_part_of_its_weight_that_counts()
    {
        ClusterMember[] members = [.. Fleet.Of(2).Select((member, i) => member with { WarmthPercent = i == 0 ? 25 : 100 })];
        foreach (var policy in (BalancingPolicy[])[BalancingPolicy.RoundRobin, BalancingPolicy.LeastRequest])
            Assert.Equal([200, 800], Fleet.Count(Build(new() { Policy = policy }, members), 1_000, new FastRandom(1)).Values);
    }

    [Fact]
    public void Random_ignores_weight()
    {
        var view = Build(new() { Policy = BalancingPolicy.Random }, Fleet.Weighted(1, 2, 30));
        Assert.True(Fleet.ChiSquare([.. Fleet.Count(view, 30_000, new FastRandom(1)).Values], [1, 1, 1]) < Fleet.ChiSquareMax(2));
    }

    [Theory]
    [InlineData(BalancingPolicy.RingHash)]
    [InlineData(BalancingPolicy.Maglev)]
    public void The_same_hash_goes_to_the_same_host(BalancingPolicy policy)
    {
        // Two priorities share the load, so that stickiness covers the choice of priority.
        ClusterMember[] members = [.. Fleet.At(0, 0, healthy: 5, degraded: 1, unhealthy: 5), .. Fleet.At(1, 20, 5, 0, 0)];
        var (one, rebuilt) = (Build(new() { Policy = policy }, members), Build(new() { Policy = policy }, members, seed: 2));
        Gen.Select(Gen.ULong, Gen.ULong).Sample((hash, seed) =>
        {
            var random = new FastRandom(seed);
            var expected = one.Pick(new PickContext(random, random.Next()) { Hash = hash }).Endpoint;
            Assert.Same(expected, one.Pick(new PickContext(random, random.Next()) { Hash = hash }).Endpoint);
            Assert.Same(expected, rebuilt.Pick(new PickContext(random, random.Next()) { Hash = hash }).Endpoint);
        });
    }

    [Fact]
    public void Without_a_hash_a_hashing_policy_spreads_requests()
    {
        var counts = Fleet.Count(Build(new() { Policy = BalancingPolicy.Maglev }, Fleet.Of(5)), 50_000, new FastRandom(1)).Values;
        Assert.True(Fleet.ChiSquare([.. counts], [1, 1, 1, 1, 1]) < Fleet.ChiSquareMax(4));
    }

    [Fact]
    public void A_retry_avoids_tried_hosts_while_there_are_others() =>
        Gen.Select(Gen.Enum<BalancingPolicy>(), Gen.Int[1, 25], Gen.Int[1, 25], Gen.ULong).Sample((policy, count, tried, seed) =>
        {
            var members = Fleet.Of(count);
            var view = Build(new() { Policy = policy, MaglevTableSize = 251 }, members, seed);
            var random = new FastRandom(seed);
            var avoided = new List<EndpointCell>();
            var (requestRandom, hash) = (random.Next(), random.Next());
            for (var attempt = 0; attempt < Math.Min(count, tried); attempt++)
            {
                var context = new PickContext(random, requestRandom) { Hash = hash, Attempt = attempt, Tried = avoided.ToArray() };
                var endpoint = view.Pick(context).Endpoint!;
                Assert.DoesNotContain(endpoint, avoided);
                avoided.Add(endpoint);
            }

            var exhausted = new PickContext(random, requestRandom) { Tried = members.Select(member => member.Cell).ToArray() };
            Assert.True(view.Pick(exhausted).IsPicked);
        });

    [Theory]
    [InlineData(BalancingPolicy.RingHash)]
    [InlineData(BalancingPolicy.Maglev)]
    public void A_key_whose_host_was_tried_has_its_own_second_host(BalancingPolicy policy)
    {
        var view = Build(new() { Policy = policy }, Fleet.Of(20));
        Gen.ULong.Sample(hash =>
        {
            var random = new FastRandom(hash);
            EndpointCell[] tried = [view.Pick(new PickContext(random, 0) { Hash = hash }).Endpoint!];
            var seconds = Enumerable.Range(0, 10)
                .Select(_ => view.Pick(new PickContext(random, 0) { Hash = hash, Tried = tried }).Endpoint);
            Assert.Single(seconds.Distinct());
        });
    }

    [Fact]
    public void A_retry_may_leave_a_locality_whose_hosts_were_all_tried()
    {
        var (near, far) = (new Locality("eu", "near", ""), new Locality("eu", "far", ""));
        ClusterMember[] members = [.. Fleet.Of(3).Select((member, i) => member with { Locality = i < 2 ? near : far })];
        var view = ClusterView.Build(
            new() { LocalityWeighted = true }, members, new FastRandom(1), new LocalityWeights([(0, near, 1_000_000), (0, far, 1)]));
        var random = new FastRandom(1);
        var result = view.Pick(new PickContext(random, random.Next()) { Tried = [members[0].Cell, members[1].Cell] });
        Assert.Same(members[2].Cell, result.Endpoint);
    }

    [Fact]
    public async Task Many_threads_share_a_round_robin_exactly()
    {
        const int Threads = 8, PicksEach = 9_999;
        var view = Build(new(), Fleet.Of(3));
        var counts = await Task.WhenAll(
            Enumerable.Range(0, Threads).Select(seed => Task.Run(() => Fleet.Count(view, PicksEach, new FastRandom((ulong)seed)))));
        Assert.All(view.Members, member => Assert.Equal(Threads * PicksEach / 3, counts.Sum(of => of[member.Cell])));
    }

    public static TheoryData<string, BalancingSettings, int[]> EveryPath => new()
    {
        { "round robin", new(), [1, 1, 1] },
        { "round robin, short cycle", new(), [3, 2, 1] },
        { "round robin, long cycle", new(), [30_000, 20_001, 10_000] },
        { "least request, scan", new() { Policy = BalancingPolicy.LeastRequest }, [1, 1, 1] },
        { "least request, two of many", new() { Policy = BalancingPolicy.LeastRequest }, [.. Enumerable.Repeat(1, 100)] },
        { "least request, as Envoy", new() { Policy = BalancingPolicy.LeastRequest, ChoiceCount = 3 }, [1, 1, 1] },
        { "least request, weighted", new() { Policy = BalancingPolicy.LeastRequest, ActiveRequestBias = 0.5 }, [3, 2, 1] },
        { "random", new() { Policy = BalancingPolicy.Random }, [1, 1, 1] },
        { "ring", new() { Policy = BalancingPolicy.RingHash }, [1, 1, 1] },
        { "maglev", new() { Policy = BalancingPolicy.Maglev }, [1, 1, 1] },
        { "ring, bounded", new() { Policy = BalancingPolicy.RingHash, HashBalanceFactor = 100 }, [1, 1, 1] },
        { "maglev, bounded", new() { Policy = BalancingPolicy.Maglev, HashBalanceFactor = 100 }, [.. Enumerable.Repeat(1, 300)] },
        { "drops", new() { DropOverloads = [new("some", 100_000)] }, [1, 1, 1] },
        { "localities", new() { LocalityWeighted = true }, [1, 1, 1, 1] },
    };

    [Theory]
    [MemberData(nameof(EveryPath))]
    public void A_pick_allocates_nothing(string path, BalancingSettings settings, int[] weights)
    {
        Assert.NotEmpty(path);
        ClusterMember[] members =
        [
            .. Fleet.Weighted(weights).Select((member, i) =>
                member with { Locality = Zone(i), Priority = i == weights.Length - 1 ? 1 : 0 }),
            // Sick enough for the second priority to share the load.
            .. Fleet.At(0, first: 1000, healthy: 0, degraded: 0, unhealthy: weights.Length / 2),
        ];
        var localityWeights = new LocalityWeights([(0, Zone(0), 1), (0, Zone(1), 2), (1, Zone(1), 1)]);
        var view = ClusterView.Build(settings, members, new FastRandom(1), localityWeights);
        // One host is full, so that bounded loads overflow.
        for (var i = 0; i < 1_000; i++) members[0].Cell.Begin();
        EndpointCell[] tried = [members[0].Cell, members[1].Cell];
        var random = new FastRandom(1);

        PickRepeatedly(view, random, tried, 10_000);
        var before = GC.GetAllocatedBytesForCurrentThread();
        PickRepeatedly(view, random, tried, 10_000);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static void PickRepeatedly(ClusterView view, FastRandom random, EndpointCell[] tried, int picks)
    {
        for (var i = 0; i < picks; i += 2)
        {
            view.Pick(new PickContext(random, random.Next()) { Hash = random.Next() });
            view.Pick(new PickContext(random, random.Next()) { Attempt = 1, Tried = tried });
        }
    }

    private static Locality Zone(int number) => new("eu", number % 2 == 0 ? "a" : "b", "");

    private static ClusterView Build(BalancingSettings settings, ClusterMember[] members, ulong seed = 1) =>
        ClusterView.Build(settings, members, new FastRandom(seed));
}

using ActorMesh.DataPlane.Clusters;
using ActorMesh.DataPlane.Clusters.Balancing;
using ActorMesh.DataPlane.Endpoints;
using CsCheck;
using Xunit;

namespace ActorMesh.Tests.Fast.DataPlane.Clusters;

/// <summary>Who gets requests: health, priority, panic and drops.</summary>
public sealed class ClusterViewTests
{
    private static readonly Gen<BalancingPolicy> AnyPolicy = Gen.Enum<BalancingPolicy>();

    private static readonly Gen<ClusterMember[]> AnyMembers =
        (from health in Gen.Enum<EndpointHealth>()
         from weight in Gen.Int[1, 5]
         from priority in Gen.Int[0, 2]
         from excluded in Gen.Int[0, 9]
         select (health, weight, priority, excluded))
        .Array[1, 20]
        .Select(all => all.Select((m, number) => new ClusterMember(Fleet.Cell(number), m.health)
        {
            Weight = m.weight,
            Priority = m.priority,
            IsExcluded = m.excluded == 0 && m.health == EndpointHealth.Unhealthy,
        }).ToArray());

    [Fact]
    public void Without_panic_an_unhealthy_host_is_never_picked() =>
        Gen.Select(AnyMembers, AnyPolicy, Gen.Int[0, 100], Gen.ULong).Sample((members, policy, threshold, seed) =>
        {
            var view = Build(new() { Policy = policy, HealthyPanicThreshold = threshold, MaglevTableSize = 251 }, members, seed);
            foreach (var result in PickAll(view, seed))
            {
                if (!result.IsPicked) continue;
                var picked = members.Single(member => member.Cell == result.Endpoint);
                Assert.Equal(result.Priority, picked.Priority);
                Assert.True(result.InPanic || picked.Health != EndpointHealth.Unhealthy);
            }
        });

    [Fact]
    public void A_request_is_refused_only_when_nobody_is_available() =>
        Gen.Select(AnyMembers, AnyPolicy, Gen.Int[0, 100], Gen.ULong).Sample((members, policy, threshold, seed) =>
        {
            var view = Build(new() { Policy = policy, HealthyPanicThreshold = threshold, MaglevTableSize = 251 }, members, seed);
            if (threshold == 0 && members.All(member => member.Health == EndpointHealth.Unhealthy))
                Assert.All(PickAll(view, seed), result => Assert.Equal(PickOutcome.NoHealthyUpstream, result.Outcome));
            else
                Assert.All(PickAll(view, seed), result => Assert.Equal(PickOutcome.Picked, result.Outcome));
        });

    [Fact]
    public void Priorities_get_exactly_their_load() =>
        Gen.Select(AnyMembers, AnyPolicy, Gen.ULong).Sample((members, policy, seed) =>
        {
            var view = Build(new() { Policy = policy, MaglevTableSize = 251 }, members, seed);
            var byPriority = PickAll(view, seed).CountBy(result => result.Priority).ToDictionary();
            foreach (var state in view.Priorities)
                Assert.Equal(state.HealthyLoad + state.DegradedLoad, byPriority.GetValueOrDefault(state.Priority));
        });

    [Fact]
    public void Half_of_the_first_priority_down_sends_thirty_percent_to_the_second()
    {
        var first = Fleet.At(0, first: 0, healthy: 5, degraded: 0, unhealthy: 5);
        var second = Fleet.At(1, first: 10, healthy: 10, degraded: 0, unhealthy: 0);
        var view = Build(new(), [.. first, .. second]);
        Assert.Equal([70, 30], view.Priorities.Select(state => state.HealthyLoad));
        Assert.Equal(30, PickAll(view).Count(result => result.Priority == 1));
    }

    [Fact]
    public void Degraded_hosts_get_what_the_healthy_ones_cannot_take()
    {
        var members = Fleet.At(0, first: 0, healthy: 5, degraded: 5, unhealthy: 0);
        var counts = Fleet.Count(Build(new(), members), 10_000, new FastRandom(1));
        Assert.InRange(members.Where(member => member.Health == EndpointHealth.Degraded).Sum(member => counts[member.Cell]), 2_800, 3_200);
    }

    [Theory]
    [InlineData(BalancingPolicy.RoundRobin)]
    [InlineData(BalancingPolicy.RingHash)]
    public void In_panic_all_hosts_are_used(BalancingPolicy policy)
    {
        var members = Fleet.At(0, first: 0, healthy: 1, degraded: 0, unhealthy: 3);
        var view = Build(new() { Policy = policy }, members);
        Assert.All(PickAll(view), result => Assert.True(result.InPanic));
        Assert.All(Fleet.Count(view, 1_000, new FastRandom(1)).Values, count => Assert.InRange(count, 100, 500));
    }

    [Fact]
    public void In_panic_traffic_can_be_made_to_fail()
    {
        var view = Build(new() { FailTrafficOnPanic = true }, Fleet.At(0, first: 0, healthy: 1, degraded: 0, unhealthy: 3));
        Assert.All(PickAll(view), result => Assert.True(result is { Outcome: PickOutcome.NoHealthyUpstream, InPanic: true }));
    }

    [Fact]
    public void With_panic_off_a_cluster_without_healthy_hosts_refuses()
    {
        var view = Build(new() { HealthyPanicThreshold = 0 }, Fleet.At(0, first: 0, healthy: 0, degraded: 0, unhealthy: 3));
        Assert.All(PickAll(view), result => Assert.Equal(new(PickOutcome.NoHealthyUpstream, null, 0, InPanic: false, null), result));
    }

    [Fact]
    public void Hosts_excluded_at_once_are_not_missed_as_capacity()
    {
        var members = Fleet.At(0, first: 0, healthy: 5, degraded: 0, unhealthy: 5);
        Assert.Equal(70, Build(new(), [.. members, .. Fleet.At(1, 20, 1, 0, 0)]).Priorities[0].HealthyLoad);
        var excluded = members.Select(member => member with { IsExcluded = member.Health == EndpointHealth.Unhealthy });
        Assert.Equal(100, Build(new(), [.. excluded, .. Fleet.At(1, 20, 1, 0, 0)]).Priorities[0].HealthyLoad);
    }

    [Fact]
    public void A_host_excluded_at_once_is_not_picked_however_healthy_it_looks()
    {
        ClusterMember[] members = [.. Fleet.Of(3).Select((member, i) => member with { IsExcluded = i == 0 })];
        Assert.Equal([0, 500, 500], Fleet.Count(Build(new(), members), 1_000, new FastRandom(1)).Values);
    }

    [Theory]
    [InlineData(BalancingPolicy.RoundRobin)]
    [InlineData(BalancingPolicy.Maglev)]
    public void A_cluster_without_members_refuses(BalancingPolicy policy) =>
        Assert.All(PickAll(Build(new() { Policy = policy }, [])), result => Assert.Equal(PickOutcome.NoHealthyUpstream, result.Outcome));

    [Fact]
    public void Each_category_drops_its_share_of_what_the_ones_before_left()
    {
        var view = Build(new() { DropOverloads = [new("first", 200_000), new("second", 500_000)] }, Fleet.Of(2));
        var random = new FastRandom(1);
        var categories = new Dictionary<string, int> { [""] = 0, ["first"] = 0, ["second"] = 0 };
        for (var i = 0; i < 100_000; i++)
        {
            var result = view.Pick(new PickContext(random, random.Next()));
            Assert.Equal(result.DropCategory is null ? PickOutcome.Picked : PickOutcome.DroppedOverload, result.Outcome);
            categories[result.DropCategory ?? ""]++;
        }

        Assert.True(Fleet.ChiSquare([categories["first"], categories["second"], categories[""]], [20, 40, 40]) < Fleet.ChiSquareMax(2));
    }

    [Fact]
    public void A_category_may_drop_everything()
    {
        var view = Build(new() { DropOverloads = [new("all", DropOverload.Everything)] }, Fleet.Of(2));
        Assert.All(PickAll(view), result => Assert.Equal(new(PickOutcome.DroppedUnconditionally, null, 0, InPanic: false, "all"), result));
    }

    [Fact]
    public void A_view_keeps_the_health_it_was_built_with()
    {
        var members = Fleet.Of(2);
        var view = Build(new() { HealthyPanicThreshold = 0 }, members);
        members[0].Cell.Health = EndpointHealth.Unhealthy;
        Assert.Equal(2, PickAll(view).DistinctBy(result => result.Endpoint).Count());
        var rebuilt = Build(new() { HealthyPanicThreshold = 0 }, [.. members.Select(member => member.AsOfNow())]);
        Assert.All(PickAll(rebuilt), result => Assert.Same(members[1].Cell, result.Endpoint));
    }

    [Fact]
    public void Problems_of_the_settings_are_all_named()
    {
        var error = Assert.Throws<ArgumentException>(() => Build(new() { ChoiceCount = 0, MaglevTableSize = 8 }, []));
        Assert.Contains("ChoiceCount: 0", error.Message, StringComparison.Ordinal);
        Assert.Contains("MaglevTableSize: 8", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_member_cannot_weigh_nothing()
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => Fleet.Weighted(1, 0));
        Assert.Contains("Weight: expected 1 or more", error.Message, StringComparison.Ordinal);
    }

    private static ClusterView Build(BalancingSettings settings, ClusterMember[] members, ulong seed = 1) =>
        ClusterView.Build(settings, members, new FastRandom(seed));

    /// <summary>One pick for each percent of requests.</summary>
    private static PickResult[] PickAll(ClusterView view, ulong seed = 1)
    {
        var random = new FastRandom(seed);
        var results = new PickResult[100];
        for (var percent = 0; percent < 100; percent++)
            results[percent] = view.Pick(new PickContext(random, (ulong)percent + 100 * random.Below(1_000_000UL)));
        return results;
    }
}

using ActorMesh.DataPlane.Clusters;
using ActorMesh.DataPlane.Clusters.Balancing;
using ActorMesh.DataPlane.Endpoints;
using Xunit;

namespace ActorMesh.Tests.Fast.DataPlane.Clusters;

/// <summary>How localities share a priority's load.</summary>
public sealed class ClusterViewLocalityTests
{
    private static readonly Locality East = new("eu", "east", "");
    private static readonly Locality West = new("eu", "west", "");
    private static readonly Locality North = new("eu", "north", "");
    private static readonly BalancingSettings ByWeight = new() { LocalityWeighted = true };

    [Fact]
    public void Healthy_localities_share_exactly_by_weight_whatever_their_size()
    {
        var members = Members((East, 10, 0), (West, 2, 0));
        var view = Build(members, (East, 1), (West, 3));
        Assert.Equal([1_000, 3_000], Shares(view, 4_000, East, West));
    }

    /// <summary>Two of four left: availability 140% of a half, so the weight of 1 counts 0.7 against 1.</summary>
    [Fact]
    public void A_locality_counts_less_as_it_loses_hosts()
    {
        var view = Build(Members((East, 2, 2), (West, 4, 0)), (East, 1), (West, 1));
        Assert.Equal([7_000, 10_000], Shares(view, 17_000, East, West));
    }

    /// <summary>Three of four are 75%, times 140% more than enough.</summary>
    [Fact]
    public void Overprovisioning_bears_small_losses()
    {
        var view = Build(Members((East, 3, 1), (West, 4, 0)), (East, 1), (West, 1));
        Assert.Equal([1_000, 1_000], Shares(view, 2_000, East, West));
    }

    [Fact]
    public void The_overprovisioning_factor_is_the_clusters_own()
    {
        var view = Build(ByWeight with { OverprovisioningFactor = 100 }, Members((East, 3, 1), (West, 4, 0)), (East, 1), (West, 1));
        Assert.Equal([3_000, 4_000], Shares(view, 7_000, East, West));
    }

    [Fact]
    public void A_locality_without_weight_gets_nothing()
    {
        var view = Build(Members((East, 3, 0), (West, 3, 0), (North, 3, 0)), (East, 1), (West, 0));
        Assert.Equal([1_000, 0, 0], Shares(view, 1_000, East, West, North));
    }

    [Fact]
    public void Without_any_weight_localities_do_not_matter()
    {
        var view = Build(Members((East, 1, 0), (West, 3, 0)));
        Assert.Equal([1_000, 3_000], Shares(view, 4_000, East, West));
    }

    [Fact]
    public void In_panic_localities_do_not_matter()
    {
        var view = Build(Members((East, 1, 3), (West, 0, 4)), (East, 1), (West, 9));
        Assert.Equal([1_000, 1_000], Shares(view, 2_000, East, West));
    }

    [Theory]
    [InlineData(BalancingPolicy.RingHash)]
    [InlineData(BalancingPolicy.Maglev)]
    public void Hashing_policies_weigh_localities_too(BalancingPolicy policy)
    {
        var settings = ByWeight with { Policy = policy, RingSizeMin = 20_000 };
        var view = Build(settings, Members((East, 10, 0), (West, 2, 0)), (East, 1), (West, 3));
        var shares = Shares(view, 40_000, East, West);
        Assert.InRange(shares[0], 9_300, 10_700);
    }

    [Fact]
    public void Callers_prefer_their_own_zone_as_far_as_it_can_serve_them()
    {
        var zones = new ZoneAwareness(East, new Dictionary<Locality, int> { [East] = 5, [West] = 5 });
        var (even, fewHere) = (Members((East, 5, 0), (West, 5, 0)), Members((East, 2, 0), (West, 6, 0)));
        Assert.Equal([1_000, 0], Shares(Build(even, zones), 1_000, East, West));
        Assert.Equal([500, 500], Shares(Build(fewHere, zones), 1_000, East, West));
        Assert.Equal([250, 750], Shares(Build(fewHere, zones with { RoutingEnabledPercent = 0 }), 1_000, East, West));
    }

    [Fact]
    public void A_locality_cannot_have_two_weights() =>
        Assert.Throws<ArgumentException>(() => new LocalityWeights([(0, East, 1), (0, East, 2)]));

    private static ClusterView Build(ClusterMember[] members, params (Locality, uint)[] weights) => Build(ByWeight, members, weights);

    private static ClusterView Build(BalancingSettings settings, ClusterMember[] members, params (Locality, uint)[] weights)
    {
        var localityWeights = new LocalityWeights(weights.Select(entry => (0, entry.Item1, entry.Item2)));
        return ClusterView.Build(settings, members, new FastRandom(1), localityWeights);
    }

    private static ClusterView Build(ClusterMember[] members, ZoneAwareness zones) =>
        ClusterView.Build(new(), members, new FastRandom(1), zones: zones);

    private static ClusterMember[] Members(params (Locality Locality, int Healthy, int Unhealthy)[] localities)
    {
        var first = 0;
        var members = new List<ClusterMember>();
        foreach (var (locality, healthy, unhealthy) in localities)
        {
            members.AddRange(Fleet.At(0, first, healthy, degraded: 0, unhealthy).Select(member => member with { Locality = locality }));
            first += healthy + unhealthy;
        }

        return [.. members];
    }

    private static int[] Shares(ClusterView view, int picks, params Locality[] localities)
    {
        var counts = Fleet.Count(view, picks, new FastRandom(2));
        var byLocality = view.Members.ToLookup(member => member.Locality);
        return [.. localities.Select(locality => byLocality[locality].Sum(member => counts[member.Cell]))];
    }
}

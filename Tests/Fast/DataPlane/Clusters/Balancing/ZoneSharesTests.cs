using ActorMesh.DataPlane.Clusters;
using ActorMesh.DataPlane.Clusters.Balancing;
using CsCheck;
using Xunit;

namespace ActorMesh.Tests.Fast.DataPlane.Clusters.Balancing;

public sealed class ZoneSharesTests
{
    private static readonly Locality A = new("eu", "a", "");
    private static readonly Locality B = new("eu", "b", "");
    private static readonly Locality C = new("eu", "c", "");

    [Fact]
    public void A_zone_with_capacity_enough_serves_all_its_callers() =>
        Assert.Equal([1.0, 0, 0, 0], Shares([(A, 4), (B, 3), (C, 3)], Callers(4, 3, 3)));

    /// <summary>
    /// 40, 40 and 20% of callers meet 25, 50 and 25% of hosts: of ours 25/40 stay, the rest goes 10:5 where there is room.
    /// </summary>
    [Fact]
    public void What_the_own_zone_cannot_serve_goes_where_there_is_room()
    {
        var shares = Shares([(A, 5), (B, 10), (C, 5)], Callers(4, 4, 2));
        Assert.Equal([0.625, 0.25, 0.125, 0], shares.Select(share => Math.Round(share, 6)));
    }

    [Fact]
    public void Only_a_part_of_requests_can_be_made_to_look_at_zones() =>
        Assert.Equal([0.3, 0, 0.7], Shares([(A, 5), (B, 5)], Callers(5, 5) with { RoutingEnabledPercent = 30 }));

    [Fact]
    public void A_zone_without_hosts_sends_everything_where_there_is_room() =>
        Assert.Equal([0.5, 0.5, 0], Shares([(B, 5), (C, 5)], Callers(10, 0, 0)));

    [Theory]
    [InlineData(5, 0, 5)] // One zone.
    [InlineData(3, 2, 5)] // Too few hosts.
    [InlineData(5, 5, 0)] // No caller here: nothing is known of us.
    public void Zones_are_ignored_where_they_cannot_help(int inA, int inB, int callersHere)
    {
        var zones = new[] { (A, inA), (B, inB) }.Where(zone => zone.Item2 > 0).ToArray();
        Assert.Null(ZoneShares.Of(zones, Callers(callersHere, 5)));
    }

    [Fact]
    public void Every_request_goes_somewhere_and_none_leaves_without_need() =>
        Gen.Select(Gen.Int[2, 9].Array[3], Gen.Int[0, 9].Array[3]).Where((_, callers) => callers[0] > 0).Sample((hosts, callers) =>
        {
            var weights = ZoneShares.Of([(A, hosts[0]), (B, hosts[1]), (C, hosts[2])], Callers(callers))!;
            Assert.Contains(weights[..3], weight => weight > 0);
            if (hosts[0] * callers.Sum() > callers[0] * hosts.Sum()) Assert.Equal([0UL, 0UL], weights[1..3]);
        });

    private static ZoneAwareness Callers(params int[] counts) =>
        new(A, counts.Zip([A, B, C]).ToDictionary(zone => zone.Second, zone => zone.First));

    private static double[] Shares((Locality, int)[] zones, ZoneAwareness awareness)
    {
        var weights = ZoneShares.Of(zones, awareness)!;
        var sum = weights.Sum(weight => (double)weight);
        return [.. weights.Select(weight => weight / sum)];
    }
}

using System.Text;
using ActorMesh.DataPlane.Clusters;
using ActorMesh.DataPlane.Clusters.Balancing;
using ActorMesh.DataPlane.Endpoints;
using CsCheck;
using Xunit;

namespace ActorMesh.Tests.Fast.DataPlane.Clusters.Balancing;

public sealed class HashedHostTests
{
    private static readonly Locality East = new("eu", "east", "");
    private static readonly Locality West = new("eu", "west", "");
    private static readonly BalancingSettings ByLocality = new() { LocalityWeighted = true };

    [Fact]
    public void Weights_are_shares_of_one() =>
        Gen.Int[1, 1000].Array[1, 50].Sample(weights =>
        {
            var hosts = Fleet.Hashed(Fleet.Weighted(weights));
            Assert.Equal(1.0, hosts.Sum(host => host.Weight), precision: 9);
        });

    [Fact]
    public void Hosts_come_sorted_by_key_because_DNS_shuffles_its_answers()
    {
        string[] keys = ["10.0.0.0:80", "10.0.0.1:80", "10.0.0.2:80"];
        Assert.Equal(keys, Fleet.Hashed([.. Fleet.Of(3).Reverse()]).Select(host => Encoding.UTF8.GetString(host.Key)));
    }

    [Fact]
    public void A_locality_shares_its_weight_among_its_hosts()
    {
        ClusterMember[] members = [.. Fleet.Of(3).Select((member, i) => member with { Locality = i == 0 ? East : West })];
        var weights = HashedHost.From(members, ByLocality, new LocalityWeights([(0, East, 1), (0, West, 3)]));
        Assert.Equal([0.25, 0.375, 0.375], weights.Select(host => host.Weight));
    }

    [Fact]
    public void A_locality_without_weight_is_left_out_unless_none_has_any()
    {
        ClusterMember[] members = [.. Fleet.Of(2).Select((member, i) => member with { Locality = i == 0 ? East : West })];
        Assert.Same(members[1].Cell, Assert.Single(HashedHost.From(members, ByLocality, new LocalityWeights([(0, West, 3)]))).Cell);
        Assert.Equal(2, HashedHost.From(members, ByLocality, LocalityWeights.None).Length);
    }

    [Theory]
    [InlineData("own", "host", true, "own")]
    [InlineData(null, "host", true, "host")]
    [InlineData(null, "host", false, "10.0.0.1:80")]
    [InlineData(null, "", true, "10.0.0.1:80")]
    public void The_key_is_the_endpoints_own_or_its_host_name_or_its_address(
        string? own, string hostname, bool useHostname, string expected)
    {
        var member = new ClusterMember(Fleet.Cell(1, own), EndpointHealth.Healthy) { Hostname = hostname };
        var hosts = HashedHost.From([member], new BalancingSettings { UseHostnameForHashing = useHostname }, LocalityWeights.None);
        Assert.Equal(expected, Encoding.UTF8.GetString(hosts[0].Key));
    }
}

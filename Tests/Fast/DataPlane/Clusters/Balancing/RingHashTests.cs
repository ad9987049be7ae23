using System.Net;
using ActorMesh.DataPlane.Clusters;
using ActorMesh.DataPlane.Clusters.Balancing;
using ActorMesh.DataPlane.Endpoints;
using CsCheck;
using Xunit;

namespace ActorMesh.Tests.Fast.DataPlane.Clusters.Balancing;

public sealed class RingHashTests
{
    private const int Keys = 20_000;

    /// <summary>A ring of 12 over 127.0.0.1:90 to :95 as Envoy places it: a point just at an entry is served by the entry's host.</summary>
    [Theory]
    [InlineData(0UL, 94)]
    [InlineData(833437586790550860UL, 94)]
    [InlineData(833437586790550861UL, 92)]
    [InlineData(928266305478181108UL, 92)]
    [InlineData(1033482794131418490UL, 90)]
    [InlineData(3551244743356806947UL, 95)]
    [InlineData(3851675632748031481UL, 93)]
    [InlineData(5583722120771150861UL, 91)]
    [InlineData(6311230543546372928UL, 91)]
    [InlineData(7700377290971790572UL, 93)]
    [InlineData(13144177310400110813UL, 95)]
    [InlineData(13444792449719432967UL, 92)]
    [InlineData(15516499411664133160UL, 94)]
    [InlineData(16117243373044804889UL, 90)]
    [InlineData(16117243373044804890UL, 94)] // Past the last entry: round to the first.
    [InlineData(ulong.MaxValue, 94)]
    public void Places_entries_where_Envoy_places_them(ulong hash, int port)
    {
        var ring = new RingHash(Fleet.Hashed([.. Enumerable.Range(90, 6).Select(Loopback)]), 12, BalancingSettings.RingSizeLimit);
        Assert.Equal(12, ring.Size);
        Assert.Equal(port, ((IPEndPoint)ring.Hosts[Owner(ring, hash)].Address).Port);
    }

    [Fact]
    public void An_attempt_moves_on_by_as_many_entries()
    {
        var ring = new RingHash(Fleet.Hashed([.. Enumerable.Range(90, 6).Select(Loopback)]), 12, BalancingSettings.RingSizeLimit);
        var ports = Enumerable.Range(0, 13).Select(attempt => ((IPEndPoint)ring.Hosts[Owner(ring, 0, attempt)].Address).Port);
        Assert.Equal([94, 92, 90, 95, 93, 91, 91, 93, 95, 92, 94, 90, 94], ports);
    }

    [Fact]
    public void The_same_hash_always_has_the_same_owner_in_whatever_order_members_come() =>
        Gen.Select(Gen.Int[1, 30].Array[1, 12], Gen.ULong, Gen.ULong).Sample((weights, hash, seed) =>
        {
            var members = Fleet.Weighted(weights);
            var shuffled = members.ToArray();
            Shuffle(shuffled, new FastRandom(seed));
            var (one, other) = (Ring(members), Ring(shuffled));
            Assert.Equal(one.Hosts[Owner(one, hash)].Name, other.Hosts[Owner(other, hash)].Name);
        });

    /// <summary>As long as hosts keep their number of entries. With a fixed ring size it changes by itself, in small steps.</summary>
    [Fact]
    public void Removing_a_host_moves_only_its_own_keys() =>
        Gen.Select(Gen.Int[2, 15], Gen.Int[0, 14], Gen.ULong).Where((count, gone, _) => gone < count).Sample((count, gone, seed) =>
        {
            var members = Fleet.Of(count);
            var before = Ring(members, sizeMin: 100 * count);
            var after = Ring([.. members.Where((_, i) => i != gone)], sizeMin: 100 * (count - 1));
            var random = new FastRandom(seed);
            for (var i = 0; i < 1000; i++)
            {
                var hash = random.Next();
                var owner = before.Hosts[Owner(before, hash)];
                if (owner != members[gone].Cell) Assert.Same(owner, after.Hosts[Owner(after, hash)]);
            }
        });

    [Theory]
    [InlineData(3)]
    [InlineData(10)]
    [InlineData(50)]
    public void Adding_a_host_moves_about_its_share_of_keys(int count)
    {
        var members = Fleet.Of(count + 1);
        var (before, after) = (Ring(members[..count], 500 * count), Ring(members, 500 * (count + 1)));
        var (moved, movedElsewhere) = Moves(before, after, members[count].Cell);
        Assert.InRange(moved * (count + 1.0) / Keys, 0.8, 1.2);
        Assert.Equal(0, movedElsewhere);
    }

    [Fact]
    public void With_the_default_size_a_change_of_one_in_ten_moves_at_most_twice_its_share()
    {
        var members = Fleet.Of(10);
        var (moved, _) = Moves(Ring(members), Ring(members[..9]), gained: null);
        Assert.InRange(moved / (double)Keys, 0.07, 0.2);
    }

    [Fact]
    public void Entries_follow_weight() =>
        Gen.Int[1, 30].Array[1, 12].Sample(weights =>
        {
            var hosts = Fleet.Hashed(Fleet.Weighted(weights));
            var ring = new RingHash(hosts, 1024, BalancingSettings.RingSizeLimit);
            Assert.True(ring.Size >= 1024);
            for (var i = 0; i < hosts.Length; i++) Assert.InRange(ring.EntriesOf(i) - ring.Size * hosts[i].Weight, -2, 2);
        });

    [Fact]
    public void The_largest_size_bounds_the_ring()
    {
        Assert.Equal(100, new RingHash(Fleet.Hashed(Fleet.Weighted(1, 1_000_000)), 50, 100).Size);
        Assert.Equal(1_000_001, new RingHash(Fleet.Hashed(Fleet.Weighted(1, 1_000_000)), 50, BalancingSettings.RingSizeLimit).Size);
    }

    private static ClusterMember Loopback(int port)
    {
        var address = new IPEndPoint(IPAddress.Loopback, port);
        return new ClusterMember(new EndpointCell(address.ToString(), address, address.ToString()), EndpointHealth.Healthy);
    }

    private static RingHash Ring(ClusterMember[] members, int sizeMin = 1024) =>
        new(Fleet.Hashed(members), sizeMin, BalancingSettings.RingSizeLimit);

    private static int Owner(Balancer ring, ulong hash, int attempt = 0) =>
        ring.Choose(new PickContext(new FastRandom(0), requestRandom: ~hash) { Hash = hash }, attempt);

    private static (int Moved, int MovedElsewhere) Moves(RingHash before, RingHash after, EndpointCell? gained)
    {
        var random = new FastRandom(11);
        int moved = 0, elsewhere = 0;
        for (var i = 0; i < Keys; i++)
        {
            var hash = random.Next();
            var owner = after.Hosts[Owner(after, hash)];
            if (owner == before.Hosts[Owner(before, hash)]) continue;
            moved++;
            if (owner != gained) elsewhere++;
        }

        return (moved, elsewhere);
    }

    private static void Shuffle(ClusterMember[] members, FastRandom random)
    {
        for (var i = members.Length - 1; i > 0; i--)
        {
            var j = random.Below(i + 1);
            (members[i], members[j]) = (members[j], members[i]);
        }
    }
}

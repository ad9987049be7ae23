using System.Net;
using ActorMesh.DataPlane.Clusters;
using ActorMesh.DataPlane.Clusters.Balancing;
using ActorMesh.DataPlane.Endpoints;
using CsCheck;
using Xunit;

namespace ActorMesh.Tests.Fast.DataPlane.Clusters.Balancing;

public sealed class MaglevTests
{
    private const int Size = 65_537;

    /// <summary>A table of 7 over 127.0.0.1:90 to :95 as Envoy fills it.</summary>
    [Fact]
    public void Fills_the_table_as_Envoy_fills_it()
    {
        var table = new Maglev(Fleet.Hashed([.. Enumerable.Range(90, 6).Select(Loopback)]), 7);
        var ports = Enumerable.Range(0, 7).Select(hash => ((IPEndPoint)table.Hosts[Owner(table, (ulong)hash)].Address).Port);
        Assert.Equal([92, 94, 90, 91, 95, 90, 93], ports);
    }

    [Fact]
    public void Slots_are_even_to_one() =>
        Gen.Int[1, 200].Sample(
            count =>
            {
                var entries = Entries(new Maglev(Fleet.Hashed(count), Size));
                Assert.Equal(Size, entries.Sum());
                Assert.InRange(entries.Max() - entries.Min(), 0, 1);
            },
            iter: 20);

    [Fact]
    public void Slots_follow_weight() =>
        Gen.Int[1, 30].Array[1, 20].Sample(
            weights =>
            {
                var hosts = Fleet.Hashed(Fleet.Weighted(weights));
                var entries = Entries(new Maglev(hosts, Size));
                for (var i = 0; i < hosts.Length; i++) Assert.InRange(entries[i] - Size * hosts[i].Weight, -5, 5);
            },
            iter: 20);

    [Fact]
    public void Every_hash_has_the_same_owner_in_whatever_order_members_come() =>
        Gen.Int[1, 30].Array[1, 12].Sample(
            weights =>
            {
                var members = Fleet.Weighted(weights);
                var one = new Maglev(Fleet.Hashed(members), 1009);
                var other = new Maglev(Fleet.Hashed([.. members.Reverse()]), 1009);
                for (var hash = 0UL; hash < 1009; hash++)
                    Assert.Equal(one.Hosts[Owner(one, hash)].Name, other.Hosts[Owner(other, hash)].Name);
            },
            iter: 50);

    [Theory]
    [InlineData(3)]
    [InlineData(10)]
    [InlineData(50)]
    public void Removing_a_host_moves_at_most_about_twice_its_share_of_slots(int count)
    {
        var members = Fleet.Of(count);
        var moved = Moved(new Maglev(Fleet.Hashed(members), Size), new Maglev(Fleet.Hashed(members[1..]), Size));
        Assert.InRange(moved * count / (double)Size, 1.0, 2.0);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(10)]
    [InlineData(50)]
    public void Adding_a_host_moves_at_most_about_twice_its_share_of_slots(int count)
    {
        var members = Fleet.Of(count + 1);
        var moved = Moved(new Maglev(Fleet.Hashed(members[..count]), Size), new Maglev(Fleet.Hashed(members), Size));
        Assert.InRange(moved * (count + 1) / (double)Size, 1.0, 2.0);
    }

    [Fact]
    public void Attempts_scatter_the_keys_of_one_host_over_the_others()
    {
        var table = new Maglev(Fleet.Hashed(10), Size);
        var random = new FastRandom(1);
        var next = new int[10];
        for (var i = 0; i < 20_000; i++)
        {
            var hash = random.Next();
            if (Owner(table, hash) == 0) next[Owner(table, hash, attempt: 1)]++;
        }

        Assert.All(next[1..], count => Assert.InRange(count, 120, 280)); // 2,000 keys over ten hosts, itself included.
    }

    [Fact]
    public void Hosts_that_share_a_key_share_the_table()
    {
        ClusterMember[] members = [.. Enumerable.Range(0, 3).Select(i => new ClusterMember(Fleet.Cell(i, "same"), EndpointHealth.Healthy))];
        Assert.All(Entries(new Maglev(Fleet.Hashed(members), 1009)), entries => Assert.InRange(entries, 336, 337));
    }

    [Fact]
    public void More_hosts_than_slots_fill_the_table_and_leave_some_out() =>
        Assert.Equal(7, Entries(new Maglev(Fleet.Hashed(20), 7)).Count(entries => entries == 1));

    private static int[] Entries(Maglev table)
    {
        var entries = new int[table.Hosts.Length];
        for (var slot = 0; slot < table.Size; slot++) entries[Owner(table, (ulong)slot)]++;
        return entries;
    }

    private static ClusterMember Loopback(int port)
    {
        var address = new IPEndPoint(IPAddress.Loopback, port);
        return new ClusterMember(new EndpointCell(address.ToString(), address, address.ToString()), EndpointHealth.Healthy);
    }

    private static int Owner(Balancer table, ulong hash, int attempt = 0) =>
        table.Choose(new PickContext(new FastRandom(0), requestRandom: ~hash) { Hash = hash }, attempt);

    private static int Moved(Maglev before, Maglev after)
    {
        var moved = 0;
        for (var slot = 0UL; slot < Size; slot++)
        {
            if (before.Hosts[Owner(before, slot)] != after.Hosts[Owner(after, slot)]) moved++;
        }

        return moved;
    }
}

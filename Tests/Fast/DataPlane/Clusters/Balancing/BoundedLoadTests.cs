using ActorMesh.DataPlane.Clusters.Balancing;
using CsCheck;
using Xunit;

namespace ActorMesh.Tests.Fast.DataPlane.Clusters.Balancing;

public sealed class BoundedLoadTests
{
    [Fact]
    public void A_host_with_room_keeps_its_keys() =>
        Gen.Select(Gen.Int[1, 20], Gen.ULong, Gen.Bool).Sample((count, hash, ring) =>
        {
            var (bounded, table) = Given(Enumerable.Repeat(1, count).ToArray(), factor: 120, ring);
            Assert.Equal(Choose(table, hash), Choose(bounded, hash));
        });

    /// <summary>One hot key, requests never end: without a bound all would be on one host.</summary>
    [Fact]
    public void No_host_ever_holds_more_than_its_bound() =>
        Gen.Select(Gen.Int[1, 10].Array[1, 12], Gen.Int[100, 250], Gen.ULong).Sample(
            (weights, factor, hash) =>
            {
                var (bounded, _) = Given(weights, factor, ring: true);
                var shares = Fleet.Hashed(Fleet.Weighted(weights)).Select(host => host.Weight).ToArray();
                for (var total = 0; total < 200; total++)
                {
                    var host = Choose(bounded, hash);
                    bounded.Hosts[host].Begin();
                    var slots = ((total + 1) * factor + 99) / 100;
                    Assert.True(bounded.Hosts[host].Active <= Math.Max(1, Math.Ceiling(slots * shares[host])));
                }
            },
            iter: 50);

    [Fact]
    public void A_key_overflows_to_the_same_host_each_time_and_keys_to_different_ones()
    {
        var (bounded, table) = Given(Enumerable.Repeat(1, 10).ToArray(), factor: 100, ring: true);
        for (var i = 0; i < 100; i++) bounded.Hosts[0].Begin();
        var random = new FastRandom(1);
        var targets = new HashSet<int>();
        for (var i = 0; i < 1_000; i++)
        {
            var hash = random.Next();
            if (Choose(table, hash) != 0) continue;
            var target = Choose(bounded, hash);
            Assert.NotEqual(0, target);
            Assert.Equal(target, Choose(bounded, hash));
            targets.Add(target);
        }

        Assert.Equal(9, targets.Count);
    }

    [Fact]
    public void Overflow_works_for_more_hosts_than_the_stack_holds()
    {
        var (bounded, table) = Given(Enumerable.Repeat(1, 300).ToArray(), factor: 100, ring: false);
        var owner = Choose(table, hash: 5);
        for (var i = 0; i < 100; i++) bounded.Hosts[owner].Begin();
        Assert.NotEqual(owner, Choose(bounded, hash: 5));
    }

    private static (Balancer Bounded, Balancer Table) Given(int[] weights, int factor, bool ring)
    {
        var hosts = Fleet.Hashed(Fleet.Weighted(weights));
        Balancer table = ring ? new RingHash(hosts, 1024, BalancingSettings.RingSizeLimit) : new Maglev(hosts, 1009);
        return (new BoundedLoad(table, [.. hosts.Select(host => host.Weight)], factor), table);
    }

    private static int Choose(Balancer balancer, ulong hash) =>
        balancer.Choose(new PickContext(new FastRandom(0), 0) { Hash = hash }, attempt: 0);
}

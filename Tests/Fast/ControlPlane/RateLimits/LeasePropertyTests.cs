using ActorMesh.ControlPlane.RateLimits;
using CsCheck;
using Xunit;

namespace ActorMesh.Tests.Fast.ControlPlane.RateLimits;

public sealed class LeasePropertyTests
{
    private static readonly Gen<LimitNumbers> AnyLimit = Gen.Select(Gen.Double[0.5, 800], Gen.Int[1, 600], (rate, burst) => new LimitNumbers(rate, burst));

    [Fact]
    public void No_stretch_of_time_sees_more_than_the_limit_whatever_happens_to_those_who_share_it() =>
        Gen.Select(Gen.Int[0, int.MaxValue - 1], AnyLimit, Gen.Int[1, 12], Gen.Int[0, 2].Select(size => 20 * Math.Pow(10, size))).Sample(
            (seed, limit, sidecars, load) =>
            {
                var world = new LeaseWorld(seed, limit, sidecars) { LoadMax = load };
                world.Run(TimeSpan.FromSeconds(40));
                Assert.Equal(0, world.Excess);
            },
            iter: 150);

    [Fact]
    public void A_coordinator_that_does_not_wait_for_the_leases_before_it_lets_too_much_pass() =>
        Assert.Contains(Enumerable.Range(0, 20), seed => Excess(seed, waits: false) > 0);

    [Fact]
    public void Undisturbed_sidecars_get_nearly_all_that_the_limit_allows()
    {
        var worlds = Enumerable.Range(1, 5).Select(seed => new LeaseWorld(seed, new LimitNumbers(300, 300), 10) { ChangeEvery = TimeSpan.FromHours(10) }).ToList();
        foreach (var world in worlds) world.Run(TimeSpan.FromSeconds(60));

        Assert.All(worlds, world => Assert.Equal(0, world.Excess));
        Assert.InRange(worlds.Average(world => world.Admitted), 0.85 * 300 * 58, (300 * 1.01 * 60) + 300);
    }

    private static double Excess(int seed, bool waits)
    {
        var world = new LeaseWorld(seed, new LimitNumbers(200, 100), 2, waits) { LoadMax = 2000 };
        world.Run(TimeSpan.FromSeconds(40));
        return world.Excess;
    }
}

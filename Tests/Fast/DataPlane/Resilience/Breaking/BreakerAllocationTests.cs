using ActorMesh.DataPlane.Resilience.Breaking;
using Xunit;
using static ActorMesh.Tests.Fast.DataPlane.Resilience.Breaking.BreakerRig;

namespace ActorMesh.Tests.Fast.DataPlane.Resilience.Breaking;

public sealed class BreakerAllocationTests
{
    private const int Rounds = 10_000;

    [Fact]
    public void A_success_allocates_nothing()
    {
        var rig = new BreakerRig(Quick with { ConsecutiveFailures = 5, SlowCallRatio = 0.5, SlowCall = TimeSpan.FromSeconds(1) });
        AssertAllocatesNothing(rig, () =>
        {
            rig.Gate.TryEnter(out var permit);
            rig.Gate.Report(permit, Good);
        });
        Assert.Equal(BreakerState.Closed, rig.State);
    }

    [Fact]
    public void Refusing_allocates_nothing()
    {
        var rig = new BreakerRig(Quick with { OpenFor = TimeSpan.FromHours(10), OpenForMax = TimeSpan.FromHours(10) }).Opened();
        AssertAllocatesNothing(rig, () => rig.Gate.TryEnter(out _));
        Assert.Equal(BreakerState.Open, rig.State);
    }

    [Fact]
    public void A_failure_that_does_not_open_it_allocates_nothing()
    {
        var rig = new BreakerRig(Quick with { RequestsMin = 1_000_000 });
        AssertAllocatesNothing(rig, () =>
        {
            rig.Gate.TryEnter(out var permit);
            rig.Gate.Report(permit, Bad);
        });
        Assert.Equal(BreakerState.Closed, rig.State);
    }

    private static void AssertAllocatesNothing(BreakerRig rig, Action act)
    {
        for (var i = 0; i < 200; i++) act();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < Rounds; i++)
        {
            rig.Clock.Ticks += TimeSpan.TicksPerSecond / 100; // Buckets rotate all the while.
            act();
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}

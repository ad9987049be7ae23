using ActorMesh.DataPlane.Resilience.Breaking;
using Xunit;
using static ActorMesh.Tests.Fast.DataPlane.Resilience.Breaking.BreakerRig;

namespace ActorMesh.Tests.Fast.DataPlane.Resilience.Breaking;

public sealed class BreakerGateConcurrencyTests
{
    private const int Threads = 4;

    [Fact]
    public async Task Half_open_exactly_its_probes_get_through_however_many_ask_at_once()
    {
        for (var round = 0; round < 300; round++)
        {
            var rig = new BreakerRig(Quick with { Probes = 3 }).Due();
            var admitted = 0;
            await InParallel(_ =>
            {
                for (var i = 0; i < 4; i++)
                    if (rig.Gate.TryEnter(out var permit) && permit.IsProbe) Interlocked.Increment(ref admitted);
            });
            Assert.Equal((3, 3), (admitted, rig.Gate.ProbesUnderWay));
        }
    }

    [Fact]
    public async Task Never_more_probes_are_under_way_than_may_be_and_none_is_lost()
    {
        var rig = new BreakerRig(Quick with { Probes = 2, ProbeSuccesses = int.MaxValue }).Due();
        var underWay = 0;
        await InParallel(_ =>
        {
            for (var i = 0; i < 20_000; i++)
            {
                if (!rig.Gate.TryEnter(out var permit)) continue;
                Assert.InRange(Interlocked.Increment(ref underWay), 1, 2);
                Interlocked.Decrement(ref underWay);
                rig.Gate.Report(permit, i % 2 == 0 ? Good : End(ActorMesh.DataPlane.Resilience.AttemptEnd.Cancelled));
            }
        });
        Assert.Equal((BreakerState.HalfOpen, 0), (rig.State, rig.Gate.ProbesUnderWay));
    }

    [Fact]
    public async Task One_failure_too_many_opens_it_once()
    {
        for (var round = 0; round < 300; round++)
        {
            var rig = new BreakerRig();
            var permits = rig.Enter(Threads * 10);
            await InParallel(thread =>
            {
                foreach (var permit in permits.Skip(thread * 10).Take(10)) rig.Gate.Report(permit, Bad);
            });
            Assert.Equal((BreakerState.Open, 1, 1), (rig.State, rig.Gate.View.Generation, rig.Gate.Transitions(BreakerState.Closed, BreakerState.Open)));
        }
    }

    [Fact]
    public async Task Transitions_have_one_order_whoever_makes_them()
    {
        var rig = new BreakerRig(Quick with { RequestsMin = 1, OpenFor = TimeSpan.FromTicks(1), OpenForMax = TimeSpan.FromTicks(1) });
        var told = 0;
        rig.Gate.Watch(() => Interlocked.Increment(ref told));
        await InParallel(thread =>
        {
            for (var i = 0; i < 20_000; i++)
            {
                rig.Clock.Ticks++;
                if (rig.Gate.TryEnter(out var permit)) rig.Gate.Report(permit, (i + thread) % 3 == 0 ? Good : Bad);
                if (i % 100 == 0) rig.Gate.Change(rig.Gate.Settings with { Probes = (i / 100 % 3) + 1 });
                var history = rig.Gate.History;
                for (var place = 1; place < history.Count; place++)
                    Assert.Equal((history[place - 1].To.State, history[place - 1].To.Generation + 1), (history[place].From, history[place].To.Generation));
            }
        });

        var counted = Enum.GetValues<BreakerState>().Sum(from => Enum.GetValues<BreakerState>().Sum(to => rig.Gate.Transitions(from, to)));
        Assert.Equal((counted, counted), (rig.Gate.View.Generation, told));
        Assert.True(counted > 1000);
    }

    private static Task InParallel(Action<int> act) => Task.WhenAll(Enumerable.Range(0, Threads).Select(thread => Task.Run(() => act(thread))));
}

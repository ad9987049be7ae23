using ActorMesh.Tests.EndToEnd.Rig;
using ActorMesh.Tests.EndToEnd.Rig.Load;
using ActorMesh.Tests.EndToEnd.Rig.Peers;
using Xunit;

namespace ActorMesh.Tests.EndToEnd.Resilience;

/// <summary>A replica that was taken out comes back once its time is over, and goes again if it is still bad.</summary>
public sealed class EjectionReturnTests(ReplicaFixture replicas) : IClassFixture<ReplicaFixture>
{
    private const int PerSecond = 100;

    [Fact]
    public async Task A_replica_that_hung_gets_requests_again_when_it_goes_on()
    {
        await using var trio = await Trio.Start(replicas.All, Policies.Both with { BaseEjection = "1s" });
        await using var load = new SteadyLoad(trio.Port, PerSecond);
        await load.Answered(PerSecond / 2);
        replicas.Bad.Freeze();
        try
        {
            await trio.IsOut(replicas.Bad);
            await trio.IsIn(replicas.Bad);
            await trio.IsOut(replicas.Bad); // It still hangs, which new requests notice.
        }
        finally
        {
            replicas.Bad.Thaw();
        }

        var before = await replicas.Bad.Requests();
        await trio.IsIn(replicas.Bad);
        await Eventually.Holds("it gets requests", async () => await replicas.Bad.Requests() >= before + 20);
        var all = await load.Stop();
        Assert.True(all.Failed == 0, $"{all}");
        Assert.True(await trio.Statistic("outlier_detection.ejections_enforced_total") >= 2);
        Assert.Equal(0, await trio.Statistic("outlier_detection.ejections_active"));
    }

    [Fact]
    public async Task The_last_healthy_replica_stays()
    {
        foreach (var replica in replicas.All) await replica.Behave("latency=0s&errors=100%25&error-status=500");
        try
        {
            await using var trio = await Trio.Start(replicas.All, Policies.OnlyOutlier);
            await using var load = new SteadyLoad(trio.Port, PerSecond);
            await Eventually.Holds("one is out", async () => await trio.Statistic("outlier_detection.ejections_active") >= 1);
            await load.Answered(PerSecond);
            var all = await load.Stop();
            Assert.Equal(all.Count, all.With(500, ""));
            Assert.Equal(1, await trio.Statistic("outlier_detection.ejections_active")); // Half of three, rounded down.
            Assert.True(await trio.Statistic("outlier_detection.ejections_overflow") >= 1);
        }
        finally
        {
            foreach (var replica in replicas.All) await replica.Behave("latency=0s&errors=0%25");
        }
    }
}

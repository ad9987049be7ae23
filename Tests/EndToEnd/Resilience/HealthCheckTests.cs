using ActorMesh.Tests.EndToEnd.Rig;
using ActorMesh.Tests.EndToEnd.Rig.Load;
using Xunit;

namespace ActorMesh.Tests.EndToEnd.Resilience;

/// <summary>What asking replicas how they are finds, and what it does not.</summary>
public sealed class HealthCheckTests(ReplicaFixture replicas) : IClassFixture<ReplicaFixture>
{
    private const int PerSecond = 100;

    [Fact]
    public async Task An_HTTP_check_takes_a_frozen_replica_out_and_brings_it_back()
    {
        await using var trio = await Trio.Start(replicas.All, Policies.OnlyRetries with { HealthCheck = "http_health_check: { path: /healthz }" });
        await using var load = new SteadyLoad(trio.Port, PerSecond);
        await trio.Is(replicas.Bad, "ready");
        await load.Answered(PerSecond / 2);
        replicas.Bad.Freeze();
        try
        {
            await trio.Is(replicas.Bad, "unhealthy");
            var before = await trio.Attempts(replicas.Bad);
            await load.Answered(PerSecond);
            Assert.Equal(before, await trio.Attempts(replicas.Bad));
        }
        finally
        {
            replicas.Bad.Thaw();
        }

        await trio.Is(replicas.Bad, "ready");
        var requests = await replicas.Bad.Requests();
        await Eventually.Holds("it gets requests", async () => await replicas.Bad.Requests() >= requests + 20);
        var all = await load.Stop();
        Assert.True(all.Failed == 0, $"{all}");
    }

    /// <summary>Its kernel takes connections as if nothing were wrong.</summary>
    [Fact]
    public async Task A_TCP_check_does_not_see_that_a_replica_is_frozen()
    {
        await using var trio = await Trio.Start(replicas.All, Policies.None with { HealthCheck = "tcp_health_check: {}" });
        await trio.Is(replicas.Bad, "ready");
        replicas.Bad.Freeze();
        try
        {
            var checks = await trio.Statistic("health_check.success");
            await Eventually.Holds("all were asked several times", async () => await trio.Statistic("health_check.success") >= checks + 12);
            await trio.Is(replicas.Bad, "ready");
            Assert.Equal(0, await trio.Statistic("health_check.failure"));
        }
        finally
        {
            replicas.Bad.Thaw();
        }
    }

    /// <summary>The stand-in says that it is well while it answers nothing but errors.</summary>
    [Fact]
    public async Task A_check_that_passes_says_nothing_about_answers()
    {
        await replicas.Bad.Behave("errors=100%25&error-status=500");
        try
        {
            await using var trio = await Trio.Start(replicas.All, Policies.Both with { HealthCheck = "http_health_check: { path: /healthz }" });
            await using var load = new SteadyLoad(trio.Port, PerSecond);
            await trio.IsOut(replicas.Bad);
            var attempts = await trio.Attempts(replicas.Bad);
            await load.Answered(PerSecond);
            Assert.Equal(attempts, await trio.Attempts(replicas.Bad));
            var all = await load.Stop();
            Assert.True(all.Failed == 0, $"{all}");
        }
        finally
        {
            await replicas.Bad.Behave("errors=0%25");
        }
    }
}

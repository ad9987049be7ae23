using ActorMesh.Cli.Workloads;
using CsCheck;
using Xunit;

namespace ActorMesh.Tests.Fast.Cli.Workloads;

public sealed class WorkloadBehaviourTests
{
    [Fact]
    public void Only_what_is_named_changes()
    {
        var before = WorkloadBehaviour.Default with { Jitter = TimeSpan.FromMilliseconds(10) };
        var after = before.With([("latency", "200ms"), ("errors", "10%"), ("error-status", "500")], out var problem);
        Assert.Empty(problem);
        Assert.Equal("latency=200ms jitter=10ms errors=10% error-status=500", after.ToString());
    }

    [Theory]
    [InlineData("latency", "5")]
    [InlineData("jitter", "2h")]
    [InlineData("errors", "0.1")]
    [InlineData("error-status", "200")]
    [InlineData("error-status", "600")]
    [InlineData("speed", "1")]
    public void One_wrong_value_changes_nothing(string name, string value)
    {
        var after = WorkloadBehaviour.Default.With([("latency", "1s"), (name, value)], out var problem);
        Assert.NotEmpty(problem);
        Assert.Same(WorkloadBehaviour.Default, after);
    }

    [Fact]
    public void A_delay_stays_within_the_jitter_and_is_never_negative() =>
        Gen.Select(Gen.Int[0, 1000], Gen.Int[0, 1000], Gen.Double[0, 1]).Sample((latency, jitter, draw) =>
        {
            var behaviour = WorkloadBehaviour.Default with { Latency = TimeSpan.FromMilliseconds(latency), Jitter = TimeSpan.FromMilliseconds(jitter) };
            Assert.InRange(behaviour.Delay(draw).TotalMilliseconds, Math.Max(0, latency - jitter), latency + jitter);
        });
}

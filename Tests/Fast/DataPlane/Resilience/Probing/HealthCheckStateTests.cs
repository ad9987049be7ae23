using ActorMesh.DataPlane.Resilience.Probing;
using CsCheck;
using Xunit;

namespace ActorMesh.Tests.Fast.DataPlane.Resilience.Probing;

public sealed class HealthCheckStateTests
{
    private static readonly HealthCheckSettings Settings = new(TcpProbe.ConnectOnly, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10))
    {
        HealthyThreshold = 2, UnhealthyThreshold = 3, NoTrafficInterval = TimeSpan.FromSeconds(60), NoTrafficHealthyInterval = TimeSpan.FromSeconds(61),
        UnhealthyInterval = TimeSpan.FromSeconds(3), UnhealthyEdgeInterval = TimeSpan.FromSeconds(2), HealthyEdgeInterval = TimeSpan.FromSeconds(4),
    };

    /// <summary>p passes, d does so degraded, n has no answer, o fails once, F fails for good; after each: H, D or U.</summary>
    [Theory]
    [InlineData("p", "H")]
    [InlineData("n p", "UH")]
    [InlineData("F n n p", "UUUH")]
    [InlineData("p n n p n n", "HHHHHH")]
    [InlineData("p n n n", "HHHU")]
    [InlineData("p o n o", "HHHU")]
    [InlineData("p F", "HU")]
    [InlineData("p F p p", "HUUH")]
    [InlineData("p F p n p p", "HUUUUH")]
    [InlineData("p d d p", "HDDH")]
    [InlineData("d F p d", "DUUD")]
    public void Thresholds_count_what_is_in_a_row(string results, string health)
    {
        var state = new HealthCheckState(Settings);
        Assert.False(state.IsHealthy);
        Assert.Equal(health, string.Concat(results.Split(' ').Select(result =>
        {
            state.Record(Result(result[0]));
            return !state.IsHealthy ? 'U' : state.IsDegraded ? 'D' : 'H';
        })));
    }

    [Fact]
    public void One_that_was_in_use_is_healthy_until_it_fails()
    {
        var state = new HealthCheckState(Settings, startsHealthy: true);
        Assert.Equal(HealthCheckChange.Nothing, state.Record(Result('n')));
        Assert.Equal(HealthCheckChange.Nothing, state.Record(Result('n')));
        Assert.Equal(HealthCheckChange.BecameUnhealthy, state.Record(Result('n')));
        Assert.Equal(HealthCheckChange.Nothing, state.Record(Result('p')));
    }

    [Fact]
    public void One_that_asks_to_be_left_out_is_so_at_once_and_until_it_is_healthy_again()
    {
        var state = new HealthCheckState(Settings);
        state.Record(Result('p'));
        Assert.True(state.FailAtOnce());
        Assert.False(state.FailAtOnce());
        Assert.Equal((false, true), (state.IsHealthy, state.IsExcluded));
        state.Record(Result('p'));
        Assert.True(state.IsExcluded);
        state.Record(Result('p'));
        Assert.Equal((true, false), (state.IsHealthy, state.IsExcluded));
    }

    [Theory]
    [InlineData("", false, 60)]
    [InlineData("p", false, 61)]
    [InlineData("n", true, 3)]
    [InlineData("p", true, 4)]
    [InlineData("p p", true, 10)]
    [InlineData("p n", true, 10)]
    [InlineData("p F", true, 2)]
    [InlineData("p F F", true, 3)]
    public void The_wait_depends_on_health_and_on_traffic(string results, bool hasTraffic, int seconds)
    {
        var state = new HealthCheckState(Settings);
        foreach (var result in results.Split(' ', StringSplitOptions.RemoveEmptyEntries)) state.Record(Result(result[0]));
        Assert.Equal(seconds, state.NextWait(hasTraffic, () => 0).TotalSeconds);
    }

    [Fact]
    public void Jitter_is_only_added_and_a_wait_is_never_nothing()
    {
        var jittery = Settings with { UnhealthyInterval = TimeSpan.FromSeconds(10), IntervalJitterPercent = 20, IntervalJitter = TimeSpan.FromSeconds(4) };
        Assert.Equal(13, new HealthCheckState(jittery).NextWait(hasTraffic: true, () => 0.5).TotalSeconds);
        Assert.Equal(HealthCheckState.WaitMin, new HealthCheckState(Settings with { UnhealthyInterval = TimeSpan.FromTicks(1) }).NextWait(hasTraffic: true, () => 0));
    }

    [Fact]
    public void It_changes_exactly_when_it_says_so() => Gen.Int[0, 4].Array[0, 100].Sample(results =>
    {
        var state = new HealthCheckState(Settings);
        foreach (var result in results)
        {
            var before = (state.IsHealthy, state.IsDegraded);
            var change = state.Record(Result("pdnoF"[result]));
            Assert.Equal(before != (state.IsHealthy, state.IsDegraded), change != HealthCheckChange.Nothing);
            Assert.Equal(!before.IsHealthy && state.IsHealthy, change == HealthCheckChange.BecameHealthy);
            Assert.Equal(before.IsHealthy && !state.IsHealthy, change == HealthCheckChange.BecameUnhealthy);
            Assert.True(state.Successes == 0 || state.Failures == 0);
        }
    });

    private static ProbeResult Result(char letter) => new(
        letter switch { 'p' => ProbeEnd.Passed, 'd' => ProbeEnd.Degraded, 'n' => ProbeEnd.NoAnswer, 'o' => ProbeEnd.FailedOnce, _ => ProbeEnd.Failed }, "");
}

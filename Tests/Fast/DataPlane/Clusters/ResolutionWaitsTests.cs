using ActorMesh.DataPlane.Clusters;
using ActorMesh.DataPlane.Clusters.Balancing;
using Xunit;

namespace ActorMesh.Tests.Fast.DataPlane.Clusters;

public sealed class ResolutionWaitsTests
{
    private static readonly ClusterSettings Settings = new()
    {
        Name = "c", Discovery = ClusterDiscovery.StrictDns, Sources = [], Balancing = new BalancingSettings(),
        DnsRefresh = TimeSpan.FromSeconds(60), DnsFailureRefresh = TimeSpan.FromSeconds(1), DnsFailureRefreshMax = TimeSpan.FromSeconds(10),
    };

    [Fact]
    public void Failures_in_a_row_are_waited_for_up_to_twice_as_long_each_time_until_the_limit()
    {
        double[] limits = [1, 2, 4, 8, 10, 10];
        var longest = new double[limits.Length];
        for (ulong seed = 0; seed < 200; seed++)
        {
            var waits = new ResolutionWaits(new FastRandom(seed));
            for (var i = 0; i < limits.Length; i++)
            {
                var wait = waits.Next("a.test", hasFailed: true, Settings).TotalSeconds;
                Assert.InRange(wait, 0.001, limits[i]);
                longest[i] = Math.Max(longest[i], wait);
            }
        }

        Assert.All(longest.Zip(limits), pair => Assert.InRange(pair.First, pair.Second * 0.9, pair.Second));
    }

    [Fact]
    public void An_answer_ends_the_row_of_that_name_alone()
    {
        var waits = new ResolutionWaits(new FastRandom(1));
        for (var i = 0; i < 5; i++)
        {
            waits.Next("a.test", hasFailed: true, Settings);
            waits.Next("b.test", hasFailed: true, Settings);
        }

        Assert.Equal(TimeSpan.FromSeconds(60), waits.Next("a.test", hasFailed: false, Settings));
        Assert.InRange(waits.Next("a.test", hasFailed: true, Settings), TimeSpan.FromMilliseconds(1), TimeSpan.FromSeconds(1));
        Assert.True(Enumerable.Range(0, 50).Max(_ => waits.Next("b.test", hasFailed: true, Settings)) > TimeSpan.FromSeconds(5));
    }

    [Fact]
    public void Without_a_failure_rate_of_its_own_a_failure_is_tried_again_after_the_same_time() => Assert.Equal(
        TimeSpan.FromSeconds(1),
        new ResolutionWaits(new FastRandom(1)).Next("a.test", hasFailed: true, Settings with { DnsFailureRefreshMax = null }));
}

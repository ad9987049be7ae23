using ActorMesh.DataPlane.Configuration;
using ActorMesh.DataPlane.Resilience.Breaking;
using ActorMesh.Runtime.Contracts;
using ActorMesh.Runtime.Contracts.Envoy.Clusters;
using Google.Protobuf;
using Xunit;

namespace ActorMesh.Tests.Fast.DataPlane.Configuration;

public sealed class BreakerCompilerTests
{
    [Fact]
    public void A_cluster_that_says_nothing_has_none() => Assert.Null(ClusterCompiler.Compile(new Cluster { Name = "c" }).Breaker);

    [Fact]
    public void What_is_not_said_is_as_by_default() => Assert.Equal(new BreakerSettings(), Compile(""));

    [Fact]
    public void All_of_it_is_read() => Assert.Equal(
        new BreakerSettings
        {
            FailureRatio = 0.3, RequestsMin = 7, Window = TimeSpan.FromSeconds(4), ConsecutiveFailures = 9, SlowCallRatio = 0.8,
            SlowCall = TimeSpan.FromSeconds(1.5), OpenFor = TimeSpan.FromSeconds(2), OpenForMax = TimeSpan.FromSeconds(30), Jitter = 0.2, Probes = 5,
            ProbeSuccesses = 2, ProbeTimeout = TimeSpan.FromSeconds(6), CountTimeouts = false, Mode = BreakerMode.Observe,
        },
        Compile("""
            "failure-ratio": 0.3, "min-requests": 7, "window": "4s", "consecutive-failures": 9, "slow-call-ratio": 0.8, "slow-call": "1.5s",
            "open-for": "2s", "max-open-for": "30s", "jitter": 0.2, "probes": 5, "probe-successes": 2, "probe-timeout": "6s",
            "count-timeouts": false, "mode": "observe"
            """));

    [Fact]
    public void A_long_time_open_is_its_own_ceiling() => Assert.Equal(TimeSpan.FromSeconds(90), Compile("\"open-for\": \"90s\"").OpenForMax);

    [Fact]
    public void It_may_be_held_open() => Assert.Equal(BreakerMode.Isolated, Compile("\"mode\": \"isolated\"").Mode);

    [Theory]
    [InlineData("\"failure-ratio\": 1.1", "failure-ratio is not a number of 0 to 1")]
    [InlineData("\"failure-ratio\": \"half\"", "failure-ratio is not a number")]
    [InlineData("\"min-requests\": 0", "min-requests is not a number of 1 to 1000000")]
    [InlineData("\"probes\": 2.5", "probes is not a whole number")]
    [InlineData("\"probes\": 0", "probes is not a number of 1 to 1000")]
    [InlineData("\"window\": \"0s\"", "window is not a duration such as 0.25s, of at most 86400s")]
    [InlineData("\"mode\": \"off\"", "mode is not enforce, observe or isolated")]
    [InlineData("\"slow-call-ratio\": 0.5", "slow-call-ratio is there without slow-call; say how long a slow call takes")]
    public void What_cannot_be_is_refused_by_name(string fields, string problem) =>
        Assert.Equal($"cluster 'c': metadata actormesh.breaker: {problem}", Assert.Throws<ResourceException>(() => Compile(fields)).Message);

    private static BreakerSettings Compile(string fields) => ClusterCompiler.Compile(new JsonParser(JsonParser.Settings.Default).Parse<Cluster>(
        $$"""{ "name": "c", "metadata": { "filterMetadata": { "{{MeshMetadata.Breaker}}": { {{fields}} } } } }""")).Breaker!;
}

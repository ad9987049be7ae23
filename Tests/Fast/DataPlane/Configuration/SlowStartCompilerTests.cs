using ActorMesh.DataPlane.Clusters.Balancing;
using ActorMesh.DataPlane.Configuration;
using ActorMesh.Runtime.Contracts.Envoy.Clusters;
using Google.Protobuf;
using Xunit;

namespace ActorMesh.Tests.Fast.DataPlane.Configuration;

public sealed class SlowStartCompilerTests
{
    [Theory]
    [InlineData("ROUND_ROBIN", "roundRobinLbConfig")]
    [InlineData("LEAST_REQUEST", "leastRequestLbConfig")]
    public void It_belongs_to_the_policy(string policy, string config) => Assert.Equal(
        new SlowStart(TimeSpan.FromSeconds(30)) { Aggression = 2, WeightPercentMin = 20 },
        Compile(policy, config, """{ "slowStartWindow": "30s", "aggression": { "defaultValue": 2, "runtimeKey": "k" }, "minWeightPercent": { "value": 20 } }"""));

    [Theory]
    [InlineData("ROUND_ROBIN", "leastRequestLbConfig", "30s")]
    [InlineData("RANDOM", "roundRobinLbConfig", "30s")]
    [InlineData("ROUND_ROBIN", "roundRobinLbConfig", "0s")]
    public void Elsewhere_and_without_a_window_there_is_none(string policy, string config, string window) =>
        Assert.Null(Compile(policy, config, $$"""{ "slowStartWindow": "{{window}}" }"""));

    [Theory]
    [InlineData("""{ "slowStartWindow": "-1s" }""", "slow_start_window is -1 s; give 0s or more")]
    [InlineData("""{ "slowStartWindow": "1s", "aggression": { "defaultValue": 0, "runtimeKey": "k" } }""", "aggression is 0; give more than 0, where 1.0 grows evenly")]
    [InlineData("""{ "slowStartWindow": "1s", "minWeightPercent": { "value": 101 } }""", "min_weight_percent is 101; a percentage is 0..100")]
    public void What_cannot_be_is_refused(string config, string problem) => Assert.Equal(
        $"cluster 'c': round_robin_lb_config.slow_start_config.{problem}",
        Assert.Throws<ResourceException>(() => Compile("ROUND_ROBIN", "roundRobinLbConfig", config)).Message);

    private static SlowStart? Compile(string policy, string config, string slowStart) => ClusterCompiler.Compile(
        JsonParser.Default.Parse<Cluster>($$"""{ "name": "c", "lbPolicy": "{{policy}}", "{{config}}": { "slowStartConfig": {{slowStart}} } }""")).Balancing.SlowStart;
}

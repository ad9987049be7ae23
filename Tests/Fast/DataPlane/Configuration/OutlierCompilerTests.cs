using ActorMesh.DataPlane.Configuration;
using ActorMesh.DataPlane.Resilience.Ejection;
using ActorMesh.Runtime.Contracts.Envoy.Clusters;
using Google.Protobuf;
using Xunit;

namespace ActorMesh.Tests.Fast.DataPlane.Configuration;

public sealed class OutlierCompilerTests
{
    [Fact]
    public void An_empty_message_turns_it_on_with_the_defaults() => Assert.Equal(new OutlierSettings(), Compile("{}"));

    [Fact]
    public void Without_the_message_it_is_off() =>
        Assert.Null(ClusterCompiler.Compile(new Cluster { Name = "c" }).Outlier);

    [Fact]
    public void Every_field_is_read() => Assert.Equal(
        new OutlierSettings
        {
            Consecutive5xx = 1, Interval = TimeSpan.FromSeconds(2), BaseEjectionTime = TimeSpan.FromSeconds(3), MaxEjectionPercent = 4, EnforcingConsecutive5xx = 5,
            EnforcingSuccessRate = 6, SuccessRateHostsMin = 7, SuccessRateRequestsMin = 8, SuccessRateDeviations = 0.009, ConsecutiveGatewayFailures = 10,
            EnforcingConsecutiveGatewayFailures = 11, SplitsLocalOrigin = true, ConsecutiveLocalOriginFailures = 13, EnforcingConsecutiveLocalOriginFailures = 14,
            EnforcingSuccessRateLocalOrigin = 15, FailurePercentageThreshold = 16, EnforcingFailurePercentage = 17, EnforcingFailurePercentageLocalOrigin = 18,
            FailurePercentageHostsMin = 19, FailurePercentageRequestsMin = 20, MaxEjectionTime = TimeSpan.FromSeconds(21),
            MaxEjectionTimeJitter = TimeSpan.FromSeconds(22), ReturnsOnPassedCheck = false, AlwaysEjectsOne = true,
        },
        Compile("""
            { "consecutive5xx": 1, "interval": "2s", "baseEjectionTime": "3s", "maxEjectionPercent": 4, "enforcingConsecutive5xx": 5,
              "enforcingSuccessRate": 6, "successRateMinimumHosts": 7, "successRateRequestVolume": 8, "successRateStdevFactor": 9,
              "consecutiveGatewayFailure": 10, "enforcingConsecutiveGatewayFailure": 11, "splitExternalLocalOriginErrors": true,
              "consecutiveLocalOriginFailure": 13, "enforcingConsecutiveLocalOriginFailure": 14, "enforcingLocalOriginSuccessRate": 15,
              "failurePercentageThreshold": 16, "enforcingFailurePercentage": 17, "enforcingFailurePercentageLocalOrigin": 18,
              "failurePercentageMinimumHosts": 19, "failurePercentageRequestVolume": 20, "maxEjectionTime": "21s", "maxEjectionTimeJitter": "22s",
              "successfulActiveHealthCheckUnejectHost": false, "alwaysEjectOneHost": true }
            """));

    [Fact]
    public void The_longest_time_is_by_default_no_shorter_than_the_base() =>
        Assert.Equal(TimeSpan.FromSeconds(400), Compile("""{ "baseEjectionTime": "400s" }""")!.MaxEjectionTime);

    [Fact]
    public void One_is_always_kept_if_the_metadata_say_so() => Assert.True(
        Cluster("""{ "name": "c", "outlierDetection": {}, "metadata": { "filterMetadata": { "actormesh.outlier": { "always-keep-one": true } } } }""").Outlier!.AlwaysKeepsOne);

    [Theory]
    [InlineData("""{ "interval": "0s" }""", "cluster 'c': outlier_detection.interval is 0 s; give more than 0s, or leave it out for the default")]
    [InlineData("""{ "baseEjectionTime": "-1s" }""", "cluster 'c': outlier_detection.base_ejection_time is -1 s; give more than 0s, or leave it out for the default")]
    [InlineData("""{ "maxEjectionPercent": 101 }""", "cluster 'c': outlier_detection.max_ejection_percent is 101; a percentage is 0..100")]
    [InlineData("""{ "maxEjectionTime": "20s" }""", "cluster 'c': outlier_detection.max_ejection_time is shorter than base_ejection_time; give at least that")]
    public void What_cannot_be_is_refused(string text, string message) =>
        Assert.Equal(message, Assert.Throws<ResourceException>(() => Compile(text)).Message);

    [Fact]
    public void Metadata_of_another_kind_are_refused() => Assert.Equal(
        "cluster 'c': metadata actormesh.outlier: always-keep-one is not true or false",
        Assert.Throws<ResourceException>(() => Cluster("""{ "name": "c", "outlierDetection": {}, "metadata": { "filterMetadata": { "actormesh.outlier": { "always-keep-one": 1 } } } }""")).Message);

    private static OutlierSettings? Compile(string outlierDetection) => Cluster($$"""{ "name": "c", "outlierDetection": {{outlierDetection}} }""").Outlier;

    private static ActorMesh.DataPlane.Clusters.ClusterSettings Cluster(string json) => ClusterCompiler.Compile(JsonParser.Default.Parse<Cluster>(json));
}

using ActorMesh.DataPlane.Configuration;
using ActorMesh.DataPlane.Resilience.Probing;
using ActorMesh.Runtime.Contracts.Envoy.Clusters;
using Google.Protobuf;
using Xunit;

namespace ActorMesh.Tests.Fast.DataPlane.Configuration;

public sealed class HealthCheckCompilerTests
{
    private const string Required = "\"timeout\": \"1s\", \"interval\": \"5s\", \"unhealthyThreshold\": 3, \"healthyThreshold\": 2";

    [Fact]
    public void What_is_not_said_is_as_by_default() => Assert.Equal(
        new HealthCheckSettings(new HttpProbe("GET", "c", "/up"), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5))
        {
            UnhealthyThreshold = 3, HealthyThreshold = 2, NoTrafficInterval = TimeSpan.FromSeconds(60), NoTrafficHealthyInterval = TimeSpan.FromSeconds(60),
            UnhealthyInterval = TimeSpan.FromSeconds(5), UnhealthyEdgeInterval = TimeSpan.FromSeconds(5), HealthyEdgeInterval = TimeSpan.FromSeconds(5),
        },
        Compile($$"""{ {{Required}}, "httpHealthCheck": { "path": "/up" } }"""));

    [Fact]
    public void Every_field_is_read() => Assert.Equal(
        new HealthCheckSettings(
            new HttpProbe("HEAD", "h", "/up?x")
            {
                Expected = new([new StatusRange(200, 300), new StatusRange(404, 405)]), Retriable = new([new StatusRange(500, 600)]),
                Service = new ServiceNameTest(NameFit.Suffix, "s", IgnoresCase: true),
            },
            TimeSpan.FromSeconds(1),
            TimeSpan.FromSeconds(5))
        {
            UnhealthyThreshold = 3, HealthyThreshold = 2, IntervalJitter = TimeSpan.FromSeconds(6), IntervalJitterPercent = 7, InitialJitter = TimeSpan.FromSeconds(8),
            NoTrafficInterval = TimeSpan.FromSeconds(9), NoTrafficHealthyInterval = TimeSpan.FromSeconds(10), UnhealthyInterval = TimeSpan.FromSeconds(11),
            UnhealthyEdgeInterval = TimeSpan.FromSeconds(12), HealthyEdgeInterval = TimeSpan.FromSeconds(13), ReusesConnection = false, LogsAllFailures = true,
        },
        Compile($$"""
            { {{Required}}, "intervalJitter": "6s", "intervalJitterPercent": 7, "initialJitter": "8s", "noTrafficInterval": "9s", "noTrafficHealthyInterval": "10s",
              "unhealthyInterval": "11s", "unhealthyEdgeInterval": "12s", "healthyEdgeInterval": "13s", "reuseConnection": false, "alwaysLogHealthCheckFailures": true,
              "httpHealthCheck": { "path": "/up?x", "host": "h", "method": "HEAD", "expectedStatuses": [{ "start": 200, "end": 300 }, { "start": 404, "end": 405 }],
                "retriableStatuses": [{ "start": 500, "end": 600 }], "serviceNameMatcher": { "suffix": "s", "ignoreCase": true } } }
            """));

    [Fact]
    public void Bytes_are_read_in_hex_or_as_they_are() => Assert.Equal(
        new TcpProbe(new([0x50, 0x49]), new([new([0x4f]), new([0x4b])])),
        Compile($$"""{ {{Required}}, "tcpHealthCheck": { "send": { "text": "5049" }, "receive": [{ "text": "4f" }, { "binary": "Sw==" }] } }""")!.Probe);

    [Fact]
    public void Without_bytes_a_connection_is_enough() =>
        Assert.Equal(TcpProbe.ConnectOnly, Compile($$"""{ {{Required}}, "tcpHealthCheck": {} }""")!.Probe);

    [Theory]
    [InlineData("\"timeout\": \"1s\", \"unhealthyThreshold\": 3, \"healthyThreshold\": 2, \"tcpHealthCheck\": {}", "interval is missing; a health check needs one, such as 5s")]
    [InlineData("\"timeout\": \"0s\", \"interval\": \"1s\", \"unhealthyThreshold\": 3, \"healthyThreshold\": 2, \"tcpHealthCheck\": {}", "timeout is 0 s; give more than 0s")]
    [InlineData("\"timeout\": \"1s\", \"interval\": \"1s\", \"unhealthyThreshold\": 0, \"healthyThreshold\": 2, \"tcpHealthCheck\": {}", "unhealthy_threshold is 0; give 1 or more")]
    [InlineData("\"timeout\": \"1s\", \"interval\": \"1s\", \"unhealthyThreshold\": 1, \"tcpHealthCheck\": {}", "healthy_threshold is missing; a health check needs one, such as 2")]
    [InlineData(Required + ", \"grpcHealthCheck\": {}", "grpc_health_check needs HTTP/2, which this version does not speak to endpoints; use http_health_check or tcp_health_check")]
    [InlineData(Required, "health_checker is missing; give http_health_check or tcp_health_check")]
    [InlineData(Required + ", \"httpHealthCheck\": { \"path\": \"up\" }", "http_health_check.path is 'up'; a path begins with /")]
    [InlineData(Required + ", \"httpHealthCheck\": { \"path\": \"/u p\" }", "http_health_check.path has a blank or a control character; encode it")]
    [InlineData(Required + ", \"httpHealthCheck\": { \"path\": \"/\", \"method\": \"CONNECT\" }", "http_health_check.method is CONNECT, which opens a tunnel; use GET")]
    [InlineData(Required + ", \"httpHealthCheck\": { \"path\": \"/\", \"expectedStatuses\": [{ \"start\": 300, \"end\": 300 }] }", "http_health_check.expected_statuses has 300..300; give a start of 100 or more and an end above it, up to 600")]
    [InlineData(Required + ", \"httpHealthCheck\": { \"path\": \"/\", \"serviceNameMatcher\": { \"safeRegex\": { \"regex\": \".\" } } }", "http_health_check.service_name_matcher is of a kind that is not offered here; use exact, prefix, suffix or contains")]
    [InlineData(Required + ", \"tcpHealthCheck\": { \"send\": { \"text\": \"5\" } }", "tcp_health_check.send.text is '5'; give pairs of hex digits, such as 50494e47")]
    [InlineData(Required + ", \"tcpHealthCheck\": { \"receive\": [{ \"text\": \"\" }] }", "tcp_health_check.receive[0] is empty; give bytes, or leave it out")]
    public void What_cannot_be_is_refused(string fields, string problem) =>
        Assert.Equal($"cluster 'c': health_checks[0].{problem}", Assert.Throws<ResourceException>(() => Compile($"{{ {fields} }}")).Message);

    /// <summary>Else a control plane could take a core of every sidecar for itself.</summary>
    [Fact]
    public void Next_to_nothing_is_a_millisecond() => Assert.Equal(
        TimeSpan.FromMilliseconds(1),
        Compile("""{ "timeout": "1s", "interval": "0.000001s", "unhealthyThreshold": 3, "healthyThreshold": 2, "httpHealthCheck": { "path": "/up" } }""")!.Interval);

    [Fact]
    public void Two_are_refused() => Assert.Contains(
        "health_checks has 2 entries", Assert.Throws<ResourceException>(() => Cluster("{}, {}")).Message, StringComparison.Ordinal);

    private static HealthCheckSettings? Compile(string check) => Cluster(check);

    private static HealthCheckSettings? Cluster(string checks) =>
        ClusterCompiler.Compile(JsonParser.Default.Parse<Cluster>($$"""{ "name": "c", "healthChecks": [{{checks}}] }""")).HealthCheck;
}

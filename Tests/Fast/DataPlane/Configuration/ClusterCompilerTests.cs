using ActorMesh.DataPlane.Bytes;
using ActorMesh.DataPlane.Clusters;
using ActorMesh.DataPlane.Configuration;
using ActorMesh.DataPlane.Endpoints;
using ActorMesh.DataPlane.Http;
using ActorMesh.Runtime.Contracts;
using ActorMesh.Runtime.Contracts.Envoy.Clusters;
using Google.Protobuf;
using Xunit;

namespace ActorMesh.Tests.Fast.DataPlane.Configuration;

public sealed class ClusterCompilerTests
{
    private const string Options = "envoy.extensions.upstreams.http.v3.HttpProtocolOptions";

    [Fact]
    public void What_is_not_said_is_as_by_default()
    {
        var settings = Compile("");

        Assert.Equal(PoolSettings.Default, settings.Pool);
        Assert.Equal("c", settings.StatisticName);
        Assert.Null(settings.DnsFailureRefreshMax);
    }

    [Fact]
    public void Connections_are_used_and_kept_as_the_protocol_options_say()
    {
        var pool = WithCommon("""
            "idleTimeout": "0s", "maxConnectionDuration": "7s", "maxStreamDuration": "0.5s", "maxRequestsPerConnection": 3, "maxHeadersCount": 9, "maxResponseHeadersKb": 2
            """);

        Assert.Equal((Timeout.InfiniteTimeSpan, TimeSpan.FromSeconds(7), TimeSpan.FromSeconds(0.5), 3), (pool.IdleTimeout, pool.ConnectionDurationMax, pool.StreamDurationMax, pool.RequestsPerConnectionMax));
        Assert.Equal(MessageLimits.Default with { HeaderCountMax = 9, HeadBytesMax = 2048, FieldBytesMax = 2048, RequestLineBytesMax = 2048 }, pool.AnswerLimits);
    }

    [Fact]
    public void A_duration_of_zero_is_none() =>
        Assert.Equal(PoolSettings.Default, WithCommon("\"maxConnectionDuration\": \"0s\", \"maxStreamDuration\": \"0s\""));

    [Theory]
    [InlineData(1, 1)]
    [InlineData(65_536, 65_536)]
    [InlineData(65_537, 65_536)]
    [InlineData(uint.MaxValue, 65_536)]
    public void A_small_buffer_makes_reads_small(uint limit, int bytes) =>
        Assert.Equal(bytes, Compile($"\"perConnectionBufferLimitBytes\": {limit}").Pool.ReadBytesMax);

    [Fact]
    public void Keepalive_is_passed_on_in_the_units_of_the_kernel()
    {
        Assert.Equal(new SocketKeepAlive(2, 7, 3), Compile("""
            "upstreamConnectionOptions": { "tcpKeepalive": { "keepaliveProbes": 2, "keepaliveTime": 7, "keepaliveInterval": 3 } }
            """).Pool.KeepAlive);
        Assert.Equal(new SocketKeepAlive(null, null, null), Compile("\"upstreamConnectionOptions\": { \"tcpKeepalive\": {} }").Pool.KeepAlive);
        Assert.Null(Compile("\"upstreamConnectionOptions\": {}").Pool.KeepAlive);
    }

    [Theory]
    [InlineData("\"maxInterval\": \"5s\"", 5)]
    [InlineData("\"maxInterval\": null", 20)]
    public void The_wait_after_failed_resolutions_grows_to_its_limit_or_tenfold(string most, int seconds)
    {
        var settings = Compile($$"""
            "dnsRefreshRate": "60s", "dnsFailureRefreshRate": { "baseInterval": "2s", {{most}} }
            """);

        Assert.Equal((TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(seconds)), (settings.DnsFailureRefresh, settings.DnsFailureRefreshMax));
    }

    [Theory]
    [InlineData(33.3, 33)]
    [InlineData(66.5, 67)]
    public void The_panic_threshold_is_rounded_as_Envoy_does(double percent, int threshold) => Assert.Equal(
        threshold,
        Compile(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"\"commonLbConfig\": {{ \"healthyPanicThreshold\": {{ \"value\": {percent} }} }}")).Balancing.HealthyPanicThreshold);

    [Fact]
    public void Another_name_may_stand_in_the_statistics() => Assert.Equal("orders_v2", Compile("\"altStatName\": \"orders_v2\"").StatisticName);

    private static PoolSettings WithCommon(string fields) => Compile($$"""
        "typedExtensionProtocolOptions": { "{{Options}}": { "@type": "type.googleapis.com/{{Options}}", "commonHttpProtocolOptions": { {{fields}} } } }
        """).Pool;

    private static ClusterSettings Compile(string fields) => ClusterCompiler.Compile(
        new JsonParser(JsonParser.Settings.Default.WithTypeRegistry(ExtensionTypes.Registry))
            .Parse<Cluster>($$"""{ "name": "c"{{(fields.Length > 0 ? "," : "")}} {{fields}} }"""));
}

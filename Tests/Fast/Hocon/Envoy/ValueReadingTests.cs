using ActorMesh.Hocon.Envoy;
using ActorMesh.Runtime.Contracts.Envoy.Bootstrapping;
using ActorMesh.Runtime.Contracts.Envoy.Clusters;
using ActorMesh.Runtime.Contracts.Envoy.Core;
using ActorMesh.Runtime.Contracts.Envoy.Http;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Xunit;

namespace ActorMesh.Tests.Fast.Hocon.Envoy;

/// <summary>Every kind of value, as it may be written and as it may not.</summary>
public sealed class ValueReadingTests
{
    [Theory]
    [InlineData("10", 10)]
    [InlineData("\"10\"", 10)]
    [InlineData("1e1", 10)]
    [InlineData("10.0", 10)]
    [InlineData("+10", 10)]
    [InlineData("4294967295", 4294967295)]
    public void Whole_numbers(string written, uint expected) =>
        Assert.Equal(expected, Cluster($"per_connection_buffer_limit_bytes: {written}").PerConnectionBufferLimitBytes);

    [Theory]
    [InlineData("-1", "`-1` is outside 0..4294967295")]
    [InlineData("4294967296", "`4294967296` is outside 0..4294967295")]
    [InlineData("1e999", "`1e999` is outside 0..4294967295")]
    [InlineData("99999999999999999999999999999999999999999999999", "`99999999999999999999999999999999999999999999999` is outside 0..4294967295")]
    [InlineData("1.5", "expected a whole number, found `1.5`")]
    [InlineData("true", "expected a whole number, found `true`")]
    [InlineData("0x10", "expected a whole number, found `0x10`")]
    [InlineData("1_000", "expected a whole number, found `1_000`")]
    [InlineData("[1]", "expected a single value, found a list")]
    [InlineData("{ a: 1 }", "expected a single value, found a mapping")]
    public void What_is_no_whole_number(string written, string problem) =>
        AssertRefused($"per_connection_buffer_limit_bytes: {written}", $"clusters[0].per_connection_buffer_limit_bytes: {problem}");

    [Theory]
    [InlineData("8388608", 8388608)]
    [InlineData("\"8388608\"", 8388608)]
    public void Long_numbers_may_be_texts(string written, ulong expected) =>
        Assert.Equal(expected, Cluster($"lb_policy: RING_HASH, ring_hash_lb_config: {{ maximum_ring_size: {written} }}").RingHashLbConfig.MaximumRingSize);

    [Theory]
    [InlineData("0.25s", 0, 250_000_000)]
    [InlineData("15s", 15, 0)]
    [InlineData("1.000000001s", 1, 1)]
    [InlineData("\"3s\"", 3, 0)]
    [InlineData("315576000000s", 315_576_000_000, 0)]
    public void Durations(string written, long seconds, int nanos) =>
        Assert.Equal(new Duration { Seconds = seconds, Nanos = nanos }, Cluster($"connect_timeout: {written}").ConnectTimeout);

    [Theory]
    [InlineData("250ms", "write 0.25s")]
    [InlineData("5", "write 5s")]
    [InlineData("1h", "write 3600s")]
    [InlineData("2min", "write 120s")]
    [InlineData("soon", null)]
    [InlineData("0.0000000001s", null)]
    [InlineData("1e3s", null)]
    public void What_is_no_duration_comes_with_the_right_spelling(string written, string? hint)
    {
        var diagnostic = Assert.Single(BootstrapReader.Read(WithFields($"connect_timeout: {written}"), "mesh.yaml").Diagnostics);

        Assert.Equal($"expected a duration in seconds such as 15s or 0.25s, found `{written}`", diagnostic.Message);
        Assert.Equal(hint, diagnostic.Hint);
    }

    [Theory]
    [InlineData("-1s", "the duration `-1s` is negative")]
    [InlineData("315576000001s", "the duration `315576000001s` is longer than 315576000000s")]
    public void Durations_out_of_range(string written, string problem) =>
        AssertRefused($"connect_timeout: {written}", $"clusters[0].connect_timeout: {problem}");

    [Theory]
    [InlineData("true", true)]
    [InlineData("True", true)]
    [InlineData("on", true)]
    [InlineData("yes", true)]
    [InlineData("false", false)]
    [InlineData("off", false)]
    public void Booleans(string written, bool expected) => Assert.Equal(expected, Manager($"use_remote_address: {written}").UseRemoteAddress);

    [Theory]
    [InlineData("\"true\"", "expected true or false, found the text `true`")]
    [InlineData("1", "expected true or false, found `1`")]
    [InlineData("maybe", "expected true or false, found `maybe`")]
    public void What_is_no_boolean(string written, string problem) =>
        Assert.Equal([$"use_remote_address: {problem}"], SampleBootstrap.Problems(ManagerWith($"use_remote_address: {written}")));

    [Theory]
    [InlineData("LEAST_REQUEST")]
    [InlineData("1")]
    [InlineData("\"1\"")]
    public void Enums_by_name_and_by_number(string written) =>
        Assert.Equal(LeastRequest, Cluster($"lb_policy: {written}").LbPolicy);

    [Theory]
    [InlineData("4")]
    [InlineData("least_request")]
    [InlineData("CLUSTER_PROVIDED")]
    [InlineData("99999999999")]
    public void Enums_we_do_not_know_are_refused(string written) => AssertRefused(
        $"lb_policy: {written}",
        $"clusters[0].lb_policy: `{written}` is not a LbPolicy that ActorMesh knows; there are ROUND_ROBIN, LEAST_REQUEST, RING_HASH, RANDOM, MAGLEV");

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("\"10\"", "10")]
    [InlineData("'true'", "true")]
    [InlineData("!!str 10", "10")]
    [InlineData("no", "no")]
    [InlineData("1.1.1.1", "1.1.1.1")]
    [InlineData("\"\\u00e9\\ud83d\\ude00\\/\"", "é😀/")]
    public void Texts(string written, string expected) => Assert.Equal(expected, Cluster($"alt_stat_name: {written}").AltStatName);

    [Theory]
    [InlineData("10", "expected a text, found a number: `10`")]
    [InlineData("true", "expected a text, found a boolean: `true`")]
    [InlineData("[a]", "expected a single value, found a list")]
    public void A_bare_number_is_no_text(string written, string problem) =>
        AssertRefused($"alt_stat_name: {written}", $"clusters[0].alt_stat_name: {problem}");

    [Theory]
    [InlineData("50", 50)]
    [InlineData("12.5", 12.5)]
    [InlineData("\"12.5\"", 12.5)]
    [InlineData("1e1", 10)]
    public void Fractions(string written, double expected) =>
        Assert.Equal(expected, Cluster($"common_lb_config: {{ healthy_panic_threshold: {{ value: {written} }} }}").CommonLbConfig.HealthyPanicThreshold.Value);

    [Theory]
    [InlineData("half", "expected a number, found `half`")]
    [InlineData("1e999", "`1e999` is too large")]
    [InlineData("NaN", "NaN is outside 0..100")]
    [InlineData("Infinity", "Infinity is outside 0..100")]
    public void What_is_no_fraction(string written, string problem) =>
        AssertRefused($"common_lb_config: {{ healthy_panic_threshold: {{ value: {written} }} }}", $"clusters[0].common_lb_config.healthy_panic_threshold.value: {problem}");

    [Theory]
    [InlineData("aGk/", "hi?")]
    [InlineData("aGk_", "hi?")]
    [InlineData("aGk=", "hi")]
    [InlineData("aGk", "hi")]
    public void Bytes_in_either_base64(string written, string expected) =>
        Assert.Equal(ByteString.CopyFromUtf8(expected), Body($"inline_bytes: {written}").InlineBytes);

    [Fact]
    public void What_is_no_base64() => Assert.Equal(
        ["direct_response.body.inline_bytes: expected bytes in base64"],
        SampleBootstrap.Problems(SampleBootstrap.WithRoute("match: { prefix: / }, direct_response: { status: 200, body: { inline_bytes: a*b } }")));

    [Fact]
    public void Free_data_keeps_the_kinds_of_its_values()
    {
        var reading = BootstrapReader.Read("node: { metadata: { n: ~, b: true, i: 3, f: 0.5, t: '3', l: [1, x], m: { k: v } } }", "mesh.yaml");
        var fields = reading.Bootstrap!.Node.Metadata.Fields;

        Assert.Equal(Value.ForNull(), fields["n"]);
        Assert.Equal(Value.ForBool(true), fields["b"]);
        Assert.Equal(Value.ForNumber(3), fields["i"]);
        Assert.Equal(Value.ForNumber(0.5), fields["f"]);
        Assert.Equal(Value.ForString("3"), fields["t"]);
        Assert.Equal(Value.ForList(Value.ForNumber(1), Value.ForString("x")), fields["l"]);
        Assert.Equal("v", fields["m"].StructValue.Fields["k"].StringValue);
    }

    [Fact]
    public void Null_is_absent()
    {
        var cluster = Cluster("alt_stat_name: null, connect_timeout: ~, common_lb_config:");

        Assert.Empty(cluster.AltStatName);
        Assert.Null(cluster.ConnectTimeout);
        Assert.Null(cluster.CommonLbConfig);
    }

    private const Cluster.Types.LbPolicy LeastRequest = ActorMesh.Runtime.Contracts.Envoy.Clusters.Cluster.Types.LbPolicy.LeastRequest;

    private static string WithFields(string fields) =>
        SampleBootstrap.With(SampleBootstrap.Listener(SampleBootstrap.Tcp("stat_prefix: tcp, cluster: service")), SampleBootstrap.Service.Replace("name: service", $"name: service, {fields}", StringComparison.Ordinal));

    private static string ManagerWith(string fields) =>
        SampleBootstrap.WithManager($"stat_prefix: web, http_filters: [ {SampleBootstrap.Router} ], route_config: {{}}, {fields}");

    private static Cluster Cluster(string fields) => Read(WithFields(fields)).StaticResources.Clusters[0];

    private static HttpConnectionManager Manager(string fields) =>
        Read(ManagerWith(fields)).StaticResources.Listeners[0].FilterChains[0].Filters[0].TypedConfig.Unpack<HttpConnectionManager>();

    private static DataSource Body(string fields) =>
        Read(SampleBootstrap.WithRoute($"match: {{ prefix: / }}, direct_response: {{ status: 200, body: {{ {fields} }} }}"))
            .StaticResources.Listeners[0].FilterChains[0].Filters[0].TypedConfig.Unpack<HttpConnectionManager>().RouteConfig.VirtualHosts[0].Routes[0].DirectResponse.Body;

    private static Bootstrap Read(string text)
    {
        var reading = BootstrapReader.Read(text, "mesh.yaml");
        Assert.Empty(reading.Diagnostics);
        return reading.Bootstrap!;
    }

    private static void AssertRefused(string fields, string problem) => Assert.Equal([problem], SampleBootstrap.Problems(WithFields(fields)));
}

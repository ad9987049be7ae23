using System.Text.Json.Nodes;
using ActorMesh.Cli.Control.Shapes;
using ActorMesh.Cli.Inspecting;
using Xunit;

namespace ActorMesh.Tests.Fast.Cli.Inspecting;

public sealed class ProxyDiffTests
{
    [Theory]
    [InlineData("{\"a\":1,\"b\":[1]}", "{\"b\":[1],\"a\":1}", null)]
    [InlineData("{\"a\":{\"b\":1}}", "{\"a\":{\"b\":2}}", "a.b: 1 against 2")]
    [InlineData("{\"a\":[1,2]}", "{\"a\":[1]}", "a: 2 against 1")]
    [InlineData("{\"a\":[{\"b\":1}]}", "{\"a\":[{\"b\":3}]}", "a[0].b: 1 against 3")]
    [InlineData("{\"a\":1}", "{}", "a: 1 against nothing")]
    [InlineData("{}", "{\"a\":1}", "a: nothing against 1")]
    public void The_first_place_that_differs_is_named(string wanted, string found, string? expected) =>
        Assert.Equal(expected, JsonDifference.First(JsonNode.Parse(wanted), JsonNode.Parse(found)));

    [Fact]
    public void A_dump_that_lacks_has_more_or_differs_is_told_apart()
    {
        List<ProxyDetailShape.ResourceShape> wanted =
        [
            new("CDS", "orders", "1", JsonNode.Parse("{\"name\":\"orders\",\"type\":1}")),
            new("CDS", "payments", "1", JsonNode.Parse("{\"name\":\"payments\"}")),
            new("EDS", "stock", "1", JsonNode.Parse("{\"endpoints\":[1]}")),
            new("CDS", "stock", "1", JsonNode.Parse("{\"name\":\"stock\",\"type\":\"EDS\"}")),
            new("LDS", "inbound", "1", JsonNode.Parse("{\"name\":\"inbound\",\"filter_chains\":[{\"filters\":[{\"typed_config\":{\"rds\":{\"route_config_name\":\"in\"}}}]}]}")),
            new("RDS", "in", "1", JsonNode.Parse("{\"name\":\"in\",\"hosts\":1}")),
        ];
        var dump = JsonNode.Parse(
            """
            {"configs":[
              {"type":"envoy.config.bootstrap.v3.Bootstrap","name":"","resource":{}},
              {"type":"envoy.config.cluster.v3.Cluster","name":"orders","resource":{"name":"orders","type":2}},
              {"type":"envoy.config.cluster.v3.Cluster","name":"old","resource":{"name":"old"}},
              {"type":"envoy.config.cluster.v3.Cluster","name":"stock","resource":{"name":"stock","type":"EDS","load_assignment":{"endpoints":[1,2]}}},
              {"type":"envoy.config.listener.v3.Listener","name":"inbound","resource":{"name":"inbound","filter_chains":[{"filters":[{"typed_config":{"route_config":{"name":"in","hosts":1}}}]}]}}
            ]}
            """)!;
        Assert.Equal(
            ["CDS orders different type: 1 against 2", "CDS payments missing the proxy does not run it", "EDS stock different endpoints: 1 against 2", "CDS old extra the proxy runs it, and should not"],
            DumpDiff.Of(wanted, dump).Select(one => $"{one.Type} {one.Name} {one.Kind} {one.Detail}"));
    }

    [Theory]
    [InlineData("synced", 7, 7, null, "")]
    [InlineData("stale", 6, 7, null, "stale version 7 was sent, it acknowledged 6")]
    [InlineData("nack", 6, 7, "no such cluster", "refused version 7: no such cluster; it runs version 6")]
    public void What_a_proxy_said_is_compared_with_what_was_sent(string state, long version, long wanted, string? refusal, string expected)
    {
        var proxy = Statuses.Proxy("a", state, version, wanted, refusal, Statuses.Type("CDS", state, version, wanted, refusal, 1));
        Assert.Equal(expected, string.Join('\n', AcknowledgedDiff.Of(proxy).Select(one => $"{one.Kind} {one.Detail}")));
    }

    [Fact]
    public void What_was_not_sent_yet_is_a_difference() =>
        Assert.Equal("it runs version 6; version 7 was not sent to it yet", Assert.Single(AcknowledgedDiff.Of(Statuses.Proxy("a", "stale", 6, 7, null, Statuses.Type("CDS", "synced", 6, 6, null, 1)))).Detail);
}

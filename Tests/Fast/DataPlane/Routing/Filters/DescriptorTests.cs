using ActorMesh.DataPlane.Routing.Authorization;
using ActorMesh.DataPlane.Routing.Compiling;
using ActorMesh.DataPlane.Routing.Filters.Descriptors;
using ActorMesh.DataPlane.Routing.Matching;
using ActorMesh.Runtime.Contracts.Envoy.Routes;
using ActorMesh.Tests.Fast.Kit;
using Google.Protobuf;
using Xunit;
using static ActorMesh.Tests.Fast.Kit.Requests;

namespace ActorMesh.Tests.Fast.DataPlane.Routing.Filters;

public sealed class DescriptorTests
{
    [Theory]
    [InlineData("""{"remote_address":{} }""", "remote_address=10.1.2.3")]
    [InlineData("""{"masked_remote_address":{} }""", "masked_remote_address=10.1.2.3/32")]
    [InlineData("""{"masked_remote_address":{"v4_prefix_mask_len":12} }""", "masked_remote_address=10.0.0.0/12")]
    [InlineData("""{"masked_remote_address":{"v4_prefix_mask_len":0} }""", "masked_remote_address=0.0.0.0/0")]
    [InlineData("""{"request_headers":{"header_name":"user","descriptor_key":"u"} }""", "u=bob")]
    [InlineData("""{"request_headers":{"header_name":":path","descriptor_key":"p"} }""", "p=/a?q=1&z")]
    [InlineData("""{"request_headers":{"header_name":"gone","descriptor_key":"u"} }""", null)]
    [InlineData("""{"request_headers":{"header_name":"gone","descriptor_key":"u","skip_if_absent":true} }""", null)]
    [InlineData("""{"generic_key":{"descriptor_value":"v"} }""", "generic_key=v")]
    [InlineData("""{"generic_key":{"descriptor_value":"v","descriptor_key":"k"} }""", "k=v")]
    [InlineData("""{"header_value_match":{"descriptor_value":"v","headers":[{"name":"user","exact_match":"bob"}]} }""", "header_match=v")]
    [InlineData("""{"header_value_match":{"descriptor_value":"v","headers":[{"name":"user","exact_match":"eve"}]} }""", null)]
    [InlineData("""{"header_value_match":{"descriptor_value":"v","expect_match":false,"descriptor_key":"k","headers":[{"name":"user","exact_match":"eve"}]} }""", "k=v")]
    [InlineData("""{"query_parameter_value_match":{"descriptor_value":"v","query_parameters":[{"name":"q","string_match":{"exact":"1"} }]} }""", "query_match=v")]
    [InlineData("""{"query_parameters":{"query_parameter_name":"q","descriptor_key":"k"} }""", "k=1")]
    [InlineData("""{"query_parameters":{"query_parameter_name":"z","descriptor_key":"k"} }""", "k=")]
    [InlineData("""{"query_parameters":{"query_parameter_name":"no","descriptor_key":"k"} }""", null)]
    [InlineData("""{"destination_cluster":{} }""", "destination_cluster=c")]
    [InlineData("""{"source_cluster":{} }""", "source_cluster=web")]
    [InlineData("""{"generic_key":{"descriptor_value":"v"} },{"remote_address":{} }""", "generic_key=v remote_address=10.1.2.3")]
    [InlineData("""{"generic_key":{"descriptor_value":"v"} },{"request_headers":{"header_name":"gone","descriptor_key":"u"} }""", null)]
    [InlineData("""{"generic_key":{"descriptor_value":"v"} },{"request_headers":{"header_name":"gone","descriptor_key":"u","skip_if_absent":true} }""", "generic_key=v")]
    public void A_request_is_counted_by_what_the_actions_find(string actions, string? expected) => Assert.Equal(expected, Write(actions, "10.1.2.3"));

    [Theory]
    [InlineData(48, "masked_remote_address=2001:db8:1::/48")]
    [InlineData(35, "masked_remote_address=2001:db8::/35")]
    [InlineData(128, "masked_remote_address=2001:db8:1:2::3/128")]
    public void Networks_of_IPv6_are_masked_by_their_own_length(int bits, string expected) =>
        Assert.Equal(expected, Write($$"""{"masked_remote_address":{"v6_prefix_mask_len":{{bits}}} }""", "2001:db8:1:2::3"));

    [Fact]
    public void An_unknown_address_gives_no_descriptor() => Assert.Null(Write("""{"remote_address":{} }""", ""));

    [Theory]
    [InlineData(null, "caller=(nobody)")]
    [InlineData("spiffe://shop.local/ns/default/sa/web", "caller=spiffe://shop.local/ns/default/sa/web")]
    public void A_caller_is_whoever_the_connection_proved_it_to_be_whatever_a_header_says(string? name, string expected) => Assert.Equal(
        expected,
        Write(
            """{"request_headers":{"header_name":"x-forwarded-client-cert","descriptor_key":"caller"} }""", "10.1.2.3",
            new ConnectionFacts(null, null) { Names = name is null ? null : [name] }));

    [Fact]
    public void Values_joined_to_a_key_cannot_be_mistaken_for_others()
    {
        Assert.NotEqual(Joined("ab", "c"), Joined("a", "bc"));
        Assert.NotEqual(Joined("", "abc"), Joined("abc", ""));
    }

    private static byte[] Joined(string first, string second)
    {
        var descriptor = new Descriptor();
        descriptor.Begin();
        descriptor.Add("a", System.Text.Encoding.UTF8.GetBytes(first));
        descriptor.Add("b", System.Text.Encoding.UTF8.GetBytes(second));
        return descriptor.Join([0, 1]).ToArray();
    }

    private static string? Write(string actions, string client, ConnectionFacts? connection = null)
    {
        var recipe = DescriptorCompiler.Compile(
            JsonParser.Default.Parse<RateLimit>($$"""{"actions":[{{actions}}]}"""), FilterTables.Options() with { ServiceCluster = "web" }, ResourcePath.Root);
        var descriptor = new Descriptor();
        var facts = FilterTables.FactsOf(client: client);
        facts.Connection = connection ?? facts.Connection;
        var input = new MatchInput(Request("/a?q=1&z", headers: ["user: bob", "x-forwarded-client-cert: URI=spiffe://shop.local/ns/default/sa/forged"]), facts, 0, ignorePathParameters: false);
        if (!recipe.TryWrite(in input, descriptor)) return null;
        return string.Join(' ', Enumerable.Range(0, descriptor.Count).Select(i => $"{descriptor.Key(i)}={descriptor.Value(i).Text()}"));
    }
}

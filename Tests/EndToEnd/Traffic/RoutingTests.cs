using ActorMesh.Tests.EndToEnd.Rig;
using ActorMesh.Tests.EndToEnd.Rig.Peers;
using ActorMesh.Tests.EndToEnd.Rig.Processes;
using ActorMesh.Tests.EndToEnd.Rig.Wire;
using Xunit;

namespace ActorMesh.Tests.EndToEnd.Traffic;

/// <summary>The road from a configuration file to the right cluster. The rules in all their detail are proved by the fast tests.</summary>
public sealed class RoutingTests : IAsyncLifetime
{
    private readonly int _port = FreePorts.Take();
    private readonly RecordingBackend _one = new("one");
    private readonly RecordingBackend _two = new("two");
    private readonly RecordingBackend _shadow = new("shadow");
    private SidecarProcess _sidecar = null!;

    public async Task InitializeAsync() => _sidecar = await SidecarProcess.Start(new Bootstrap()
        .HttpWithHosts("front", _port, [Exact, Wild, Rest])
        .Cluster("one", [_one.Port])
        .Cluster("two", [_two.Port])
        .Cluster("shadow", [_shadow.Port]));

    public async Task DisposeAsync()
    {
        await _sidecar.DisposeAsync();
        await _one.DisposeAsync();
        await _two.DisposeAsync();
        await _shadow.DisposeAsync();
    }

    private static string Exact => "{ name: exact, domains: [exact.test], routes: [ " + string.Join(", ",
        "{ match: { path: /whole }, route: { cluster: two } }",
        "{ match: { prefix: /api/ }, route: { cluster: two, prefix_rewrite: /v2/ } }",
        "{ match: { safe_regex: { regex: '/item/[0-9]+' } }, route: { cluster: two } }",
        "{ match: { prefix: /moved }, redirect: { path_redirect: /new, response_code: PERMANENT_REDIRECT } }",
        "{ match: { prefix: /said }, direct_response: { status: 418, body: { inline_string: 'a teapot' } } }",
        "{ match: { prefix: /, headers: [ { name: x-version, string_match: { exact: two } } ] }, route: { cluster: two } }",
        "{ match: { prefix: /, query_parameters: [ { name: v, string_match: { exact: two } } ] }, route: { cluster: two } }",
        "{ match: { prefix: / }, route: { cluster: one }, request_headers_to_add: [ { header: { key: x-added, value: yes } } ], request_headers_to_remove: [x-taken], "
            + "response_headers_to_add: [ { header: { key: x-answered, value: yes } } ] }") + " ] }";

    private static string Wild => "{ name: wild, domains: ['*.wild.test'], routes: [ "
        + "{ match: { prefix: /split }, route: { weighted_clusters: { clusters: [ { name: one, weight: 80 }, { name: two, weight: 20 } ] } } }, "
        + "{ match: { prefix: /mirrored }, route: { cluster: one, request_mirror_policies: [ { cluster: shadow } ] } }, "
        + "{ match: { prefix: / }, route: { cluster: two, host_rewrite_literal: inside.test } } ] }";

    private static string Rest => "{ name: rest, domains: ['*'], routes: [ { match: { prefix: / }, route: { cluster: one } } ] }";

    [Theory]
    [InlineData("exact.test", "/whole", "", "two", "/whole")]
    [InlineData("exact.test", "/whole/not", "", "one", "/whole/not")]
    [InlineData("exact.test", "/api/users?id=1", "", "two", "/v2/users?id=1")]
    [InlineData("exact.test", "/item/42", "", "two", "/item/42")]
    [InlineData("exact.test", "/item/42x", "", "one", "/item/42x")]
    [InlineData("exact.test", "/x", "X-Version: two\r\n", "two", "/x")]
    [InlineData("exact.test", "/x", "X-Version: three\r\n", "one", "/x")]
    [InlineData("exact.test", "/x?v=two", "", "two", "/x?v=two")]
    [InlineData("EXACT.test", "/whole", "", "two", "/whole")]
    [InlineData("a.wild.test", "/x", "", "two", "/x")]
    [InlineData("wild.test", "/x", "", "one", "/x")]
    [InlineData("anything.test", "/x", "", "one", "/x")]
    public async Task A_request_goes_where_the_first_match_says(string host, string target, string fields, string cluster, string upstreamTarget)
    {
        var answer = await Get(host, target, fields);
        Assert.Equal((200, cluster), (answer.Status, answer.Field("X-Backend")));
        Assert.StartsWith($"GET {upstreamTarget} ", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_redirect_says_where_to()
    {
        var answer = await Get("exact.test", "/moved?x=1", "");
        Assert.Equal((308, "http://exact.test/new?x=1"), (answer.Status, answer.Field("Location")));
    }

    [Fact]
    public async Task A_direct_response_needs_no_upstream()
    {
        var answer = await Get("exact.test", "/said/so", "");
        Assert.Equal((418, "a teapot"), (answer.Status, answer.Text));
    }

    [Fact]
    public async Task Fields_are_added_and_taken_away()
    {
        var answer = await Get("exact.test", "/x", "X-Taken: 1\r\nX-Kept: 2\r\n");
        Assert.Equal("yes", answer.Field("x-answered"));
        var seen = Assert.IsType<Recorded.Message>(Assert.Single(_one.Take())).Request;
        Assert.Equal(("yes", null, "2"), (seen.Field("x-added"), seen.Field("x-taken"), seen.Field("x-kept")));
    }

    [Fact]
    public async Task The_host_can_be_rewritten()
    {
        await Get("a.wild.test", "/x", "");
        Assert.Equal("inside.test", Assert.IsType<Recorded.Message>(Assert.Single(_two.Take())).Request.Field("Host"));
    }

    [Fact]
    public async Task A_split_is_about_as_its_weights_say()
    {
        await using var client = await WireConnection.Connect(_port);
        var toTwo = 0;
        for (var i = 0; i < 2_000; i++)
            if ((await client.Ask("GET /split HTTP/1.1\r\nHost: a.wild.test\r\n\r\n")).Field("X-Backend") == "two") toTwo++;

        // 400 expected; five standard deviations of a binomial are 90.
        Assert.InRange(toTwo, 310, 490);
    }

    [Fact]
    public async Task A_mirror_gets_a_copy_and_its_answer_goes_to_nobody()
    {
        await using var client = await WireConnection.Connect(_port);
        var answer = await client.Ask("POST /mirrored HTTP/1.1\r\nHost: a.wild.test\r\nContent-Length: 3\r\n\r\nabc");
        Assert.Equal("one", answer.Field("X-Backend"));
        List<Recorded> copies = [];
        await Eventually.Holds("the copy arrives", () => (copies = [.. copies, .. _shadow.Take()]).Count > 0);
        var copy = Assert.IsType<Recorded.Message>(Assert.Single(copies)).Request;
        Assert.Equal(("a.wild.test-shadow", "abc"), (copy.Field("Host"), System.Text.Encoding.ASCII.GetString(copy.Body)));
        Assert.Equal("one", (await client.Ask("GET /mirrored HTTP/1.1\r\nHost: a.wild.test\r\n\r\n")).Field("X-Backend"));
    }

    private async Task<WireResponse> Get(string host, string target, string fields)
    {
        await using var client = await WireConnection.Connect(_port);
        return await client.Ask($"GET {target} HTTP/1.1\r\nHost: {host}\r\n{fields}\r\n");
    }
}

using System.Buffers;
using ActorMesh.DataPlane.Http;
using Xunit;
using static ActorMesh.Tests.Fast.Kit.Requests;
using static ActorMesh.Tests.Fast.Kit.RouteTables;

namespace ActorMesh.Tests.Fast.DataPlane.Routing;

public sealed class RouteAllocationTests
{
    private const int Rounds = 10_000;

    [Fact]
    public void Matching_allocates_nothing()
    {
        var table = EveryKind();
        var heads = Heads();
        var facts = Facts();
        AssertAllocatesNothing(() =>
        {
            foreach (var head in heads) table.Match(head, facts, 7);
        });
    }

    [Fact]
    public void Choosing_a_cluster_and_hashing_allocate_nothing()
    {
        var forward = TableOf(RouteWith("""
            "route":{"weighted_clusters":{"clusters":[{"name":"a","weight":3},{"cluster_header":"x-c","weight":1}],"use_hash_policy":true},
              "hash_policy":[{"header":{"header_name":"user"}},{"cookie":{"name":"s","ttl":"1s"}},{"connection_properties":{"source_ip":true}},
                {"query_parameter":{"name":"q"}}]}
            """)).OnlyRoute().Forward();
        var head = Request("/?q=1", headers: ["user: b", "user: a", "x-c: blue"]);
        var facts = Facts();
        AssertAllocatesNothing(() =>
        {
            forward.SelectCluster(head, facts, 3);
            forward.HashPolicies!.TryHash(head, facts, out _);
        });
    }

    [Fact]
    public void Rewriting_and_changing_headers_allocate_nothing_once_warm()
    {
        var route = TableOf("""
            {"match":{"prefix":"/a"},"route":{"cluster":"c","prefix_rewrite":"/b","host_rewrite_literal":"new.com","append_x_forwarded_host":true},
             "request_headers_to_remove":["x-gone"],"request_headers_to_add":[
               {"header":{"key":"x-from","value":"%DOWNSTREAM_REMOTE_ADDRESS% at %START_TIME% %REQ(user?host):9% %PROTOCOL% %RESPONSE_CODE%"}},
               {"header":{"key":"x-plain","value":"v"},"append_action":"OVERWRITE_IF_EXISTS_OR_ADD"}]}
            """).OnlyRoute();
        var bytes = System.Text.Encoding.ASCII.GetBytes("GET /a/b?c HTTP/1.1\r\nhost: old.com\r\nx-gone: 1\r\nuser: bob\r\n\r\n");
        var head = new RequestHead();
        var facts = Facts();
        var scratch = new ArrayBufferWriter<byte>();
        AssertAllocatesNothing(() =>
        {
            ActorMesh.DataPlane.Http.Http1.RequestParser.Parse(bytes, 0, bytes.Length, head, MessageLimits.Default);
            route.PrepareRequest(head, facts, default, scratch);
        });
    }

    private static void AssertAllocatesNothing(Action act)
    {
        for (var i = 0; i < 200; i++) act();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < Rounds; i++) act();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static RequestHead[] Heads() =>
    [
        Request("/exact"), Request("/nowhere"), Request("/regex/12"), Request("/head", headers: ["x: a", "x: b"]), Request("/query?a=1&b=2"),
        Request("/sep/x"), Request("/ANY/x"), Request("/cookie", headers: "cookie: a=1; s=2"), Request("/x", "www.foo.com:80"), Request("/x", "a.foo.com"),
        Request("a:1", "a:1", "CONNECT"),
    ];

    private static ActorMesh.DataPlane.Routing.RouteTable EveryKind() => Table($$"""
        {"virtual_hosts":[
          {"name":"suffix","domains":["*.foo.com","foo.*"]},
          {"name":"exact","domains":["www.foo.com:80"]},
          {"name":"all","domains":["*"],"routes":[
            {{RouteFor("""{"path":"/exact"}""")}},
            {{RouteFor("""{"safe_regex":{"regex":"/regex/[0-9]+"}}""")}},
            {{RouteFor("""{"prefix":"/head","headers":[{"name":"x","exact_match":"a,b"},{"name":":method","string_match":{"prefix":"G"}}]}""")}},
            {{RouteFor("""{"prefix":"/query","query_parameters":[{"name":"b","string_match":{"contains":"2"}}]}""")}},
            {{RouteFor("""{"path_separated_prefix":"/sep"}""")}},
            {{RouteFor("""{"prefix":"/any","case_sensitive":false}""")}},
            {{RouteFor("""{"prefix":"/cookie","cookies":[{"name":"s","string_match":{"suffix":"2"}}],"runtime_fraction":{"default_value":{"numerator":50}}}""")}},
            {{RouteFor("""{"connect_matcher":{}}""")}}]}]}
        """);
}

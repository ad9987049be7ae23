using System.Buffers;
using System.IO.Hashing;
using System.Numerics;
using System.Text;
using ActorMesh.DataPlane.Http;
using ActorMesh.DataPlane.Routing.Actions;
using Xunit;
using static ActorMesh.Tests.Fast.Kit.Requests;
using static ActorMesh.Tests.Fast.Kit.RouteTables;

namespace ActorMesh.Tests.Fast.DataPlane.Routing;

public sealed class HashPolicyTests
{
    private const string User = """{"header":{"header_name":"user"}}""";
    private const string SourceIp = """{"connection_properties":{"source_ip":true}}""";
    private const string Query = """{"query_parameter":{"name":"q"}}""";

    private readonly ArrayBufferWriter<byte> _scratch = new();

    [Fact]
    public void Each_source_hashes_its_text()
    {
        Assert.Equal(Hash("bob"), HashOf([User], Request(headers: "User: bob")));
        Assert.Equal(Hash("10.0.0.7"), HashOf([SourceIp], Request()));
        Assert.Equal(Hash("1"), HashOf([Query], Request("/?q=1&q=2")));
        Assert.Equal(Hash("/p?q"), HashOf(["""{"header":{"header_name":":path"}}"""], Request("/p?q")));
        Assert.Equal(Hash("abc"), HashOf(["""{"cookie":{"name":"s"}}"""], Request(headers: "cookie: s=abc")));
    }

    [Fact]
    public void Hashes_are_combined_by_rotation_and_exclusive_or()
    {
        var expected = BitOperations.RotateLeft(BitOperations.RotateLeft(Hash("bob"), 1) ^ Hash("10.0.0.7"), 1) ^ Hash("1");
        Assert.Equal(expected, HashOf([User, SourceIp, Query], Request("/?q=1", headers: "user: bob")));
    }

    [Fact]
    public void A_source_without_a_value_adds_nothing()
    {
        Assert.Equal(HashOf([SourceIp], Request()), HashOf([User, SourceIp, Query], Request()));
        Assert.Null(HashOf([User, Query, """{"cookie":{"name":"s"}}"""], Request()));
    }

    [Fact]
    public void A_terminal_policy_ends_the_search_once_there_is_a_hash()
    {
        const string Terminal = """{"header":{"header_name":"user"},"terminal":true}""";
        Assert.Equal(Hash("bob"), HashOf([Terminal, SourceIp], Request(headers: "user: bob")));
        Assert.Equal(Hash("10.0.0.7"), HashOf([Terminal, SourceIp], Request()));
    }

    [Fact]
    public void A_repeated_header_hashes_the_same_in_any_order()
    {
        var one = HashOf([User], Request(headers: ["user: a", "user: b", "user: c"]));
        Assert.Equal(one, HashOf([User], Request(headers: ["user: c", "user: a", "user: b"])));
        Assert.Equal(XxHash64.HashToUInt64("c"u8, unchecked((long)XxHash64.HashToUInt64("b"u8, unchecked((long)Hash("a"))))), one);
        Assert.NotEqual(one, HashOf([User], Request(headers: ["user: a", "user: b"])));
    }

    [Fact]
    public void A_header_may_be_rewritten_before_it_is_hashed()
    {
        const string Rewritten = """{"header":{"header_name":"user","regex_rewrite":{"pattern":{"regex":"^(..).*"},"substitution":"\\1"}}}""";
        Assert.Equal(Hash("bo"), HashOf([Rewritten], Request(headers: "user: bobby")));
    }

    [Fact]
    public void A_missing_cookie_is_made_and_sticks()
    {
        var policies = Policies("""{"cookie":{"name":"s","ttl":"3600s","path":"/p","attributes":[{"name":"SameSite","value":"Lax"}]}}""");
        Assert.True(policies.TryHash(Request(), Facts(), out var first));
        Assert.True(first.HasNewCookies);
        var response = new HeaderBlock();
        policies.AddNewCookies(first, response, _scratch);
        var cookie = response.Header("set-cookie")!;
        Assert.Matches("^s=\"[0-9a-f]{16}\"; Max-Age=3600; Path=/p; SameSite=Lax; HttpOnly$", cookie);

        Assert.True(policies.TryHash(Request(headers: "cookie: " + cookie.Split(';')[0]), Facts(), out var second));
        Assert.False(second.HasNewCookies);
        Assert.Equal(first.Value, second.Value);
    }

    [Fact]
    public void A_cookie_without_lifetime_in_its_time_to_live_lasts_for_the_session()
    {
        var policies = Policies("""{"cookie":{"name":"s","ttl":"0s"}}""");
        Assert.True(policies.TryHash(Request(), Facts(), out var hash));
        var response = new HeaderBlock();
        policies.AddNewCookies(hash, response, _scratch);
        Assert.Matches("^s=\"[0-9a-f]{16}\"; HttpOnly$", response.Header("set-cookie")!);
    }

    [Fact]
    public void Every_missing_cookie_is_made()
    {
        var policies = Policies("""{"cookie":{"name":"a","ttl":"0s"}}""", User, """{"cookie":{"name":"b","ttl":"0s"}}""");
        Assert.True(policies.TryHash(Request(headers: "cookie: x=y"), Facts(), out var hash));
        var response = new HeaderBlock();
        policies.AddNewCookies(hash, response, _scratch);
        Assert.Equal(2, response.Header("set-cookie")!.Split('|').Length);
    }

    [Fact]
    public void A_route_without_policies_has_none() => Assert.Null(TableOf(RouteFor("""{"prefix":"/"}""")).OnlyRoute().Forward().HashPolicies);

    private static ulong Hash(string text) => XxHash64.HashToUInt64(Encoding.UTF8.GetBytes(text));

    private static ulong? HashOf(string[] policies, RequestHead head) => Policies(policies).TryHash(head, Facts(), out var hash) ? hash.Value : null;

    private static HashPolicies Policies(params string[] policies) =>
        TableOf(RouteWith($$""" "route":{"cluster":"c","hash_policy":[{{string.Join(',', policies)}}]} """)).OnlyRoute().Forward().HashPolicies!;
}

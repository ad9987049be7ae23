using ActorMesh.DataPlane.Http;
using Xunit;
using static ActorMesh.Tests.Fast.Kit.Requests;
using static ActorMesh.Tests.Fast.Kit.RouteTables;

namespace ActorMesh.Tests.Fast.DataPlane.Routing;

public sealed class ConditionTests
{
    [Theory]
    [InlineData(""" "string_match":{"exact":"abc"} """, "abc", true)]
    [InlineData(""" "string_match":{"exact":"abc"} """, "ABC", false)]
    [InlineData(""" "string_match":{"exact":"abc","ignore_case":true} """, "aBc", true)]
    [InlineData(""" "string_match":{"exact":""} """, "", true)]
    [InlineData(""" "string_match":{"prefix":"ab"} """, "abc", true)]
    [InlineData(""" "string_match":{"prefix":"ab"} """, "a", false)]
    [InlineData(""" "string_match":{"prefix":"AB","ignore_case":true} """, "abc", true)]
    [InlineData(""" "string_match":{"suffix":"bc"} """, "abc", true)]
    [InlineData(""" "string_match":{"suffix":"BC","ignore_case":true} """, "abc", true)]
    [InlineData(""" "string_match":{"suffix":"bc"} """, "abcd", false)]
    [InlineData(""" "string_match":{"contains":"b"} """, "abc", true)]
    [InlineData(""" "string_match":{"contains":"BC","ignore_case":true} """, "abcd", true)]
    [InlineData(""" "string_match":{"contains":"x"} """, "abc", false)]
    [InlineData(""" "string_match":{"safe_regex":{"regex":"a.c"}} """, "abc", true)]
    [InlineData(""" "string_match":{"safe_regex":{"regex":"b"}} """, "abc", false)]
    [InlineData(""" "string_match":{"safe_regex":{"regex":"abc"},"ignore_case":true} """, "ABC", false)]
    [InlineData(""" "exact_match":"abc" """, "abc", true)]
    [InlineData(""" "prefix_match":"ab" """, "abc", true)]
    [InlineData(""" "suffix_match":"bc" """, "abc", true)]
    [InlineData(""" "contains_match":"b" """, "abc", true)]
    [InlineData(""" "safe_regex_match":{"google_re2":{},"regex":"[a-c]+"} """, "abc", true)]
    [InlineData(""" "range_match":{"start":-10,"end":0} """, "-10", true)]
    [InlineData(""" "range_match":{"start":-10,"end":0} """, "-1", true)]
    [InlineData(""" "range_match":{"start":-10,"end":0} """, "0", false)]
    [InlineData(""" "range_match":{"start":-10,"end":0} """, "-1somethingelse", false)]
    [InlineData(""" "range_match":{"start":0,"end":10} """, "5.0", false)]
    [InlineData(""" "range_match":{"start":0,"end":10} """, "abc", false)]
    [InlineData(""" "range_match":{"start":0,"end":10} """, "99999999999999999999", false)]
    [InlineData(""" "present_match":true """, "", true)]
    [InlineData(""" "present_match":false """, "abc", false)]
    [InlineData("", "abc", true)]
    public void Header_values_are_tested(string test, string value, bool expected)
    {
        Assert.Equal(expected, TakesHeader(test, $"x-Test: {value}"));
        Assert.Equal(!expected, TakesHeader(Joined(test, """ "invert_match":true """), $"x-Test: {value}"));
    }

    [Theory]
    [InlineData(""" "string_match":{"exact":"abc"} """, false)]
    [InlineData(""" "string_match":{"exact":"abc"},"invert_match":true """, false)]
    [InlineData(""" "range_match":{"start":0,"end":9},"invert_match":true """, false)]
    [InlineData(""" "string_match":{"exact":"abc"},"invert_match":true,"treat_missing_header_as_empty":true """, true)]
    [InlineData(""" "string_match":{"exact":""},"treat_missing_header_as_empty":true """, true)]
    [InlineData(""" "string_match":{"exact":"abc"},"treat_missing_header_as_empty":true """, false)]
    [InlineData("", false)]
    [InlineData(""" "invert_match":true """, true)]
    [InlineData(""" "present_match":true """, false)]
    [InlineData(""" "present_match":true,"invert_match":true """, true)]
    [InlineData(""" "present_match":false """, true)]
    [InlineData(""" "present_match":false,"invert_match":true """, false)]
    public void A_missing_header_matches_only_where_absence_is_asked_for(string test, bool expected) =>
        Assert.Equal(expected, TakesHeader(test, "other: 1"));

    [Fact]
    public void Repeated_headers_are_one_value_joined_by_commas()
    {
        string[] lines = ["x-test: a", "y: 1", "X-TEST: b", "x-test: c"];
        Assert.True(TakesHeader(""" "string_match":{"exact":"a,b,c"} """, lines));
        Assert.False(TakesHeader(""" "string_match":{"exact":"a"} """, lines));
        Assert.True(TakesHeader(""" "string_match":{"contains":"b"} """, lines));
    }

    [Theory]
    [InlineData(":method", "POST", true)]
    [InlineData(":method", "post", false)]
    [InlineData(":path", "/p?q=1", true)]
    [InlineData(":path", "/p", false)]
    [InlineData(":authority", "Example.com:81", true)]
    [InlineData("host", "Example.com:81", true)]
    [InlineData(":scheme", "https", true)]
    [InlineData(":scheme", "http", false)]
    public void Parts_of_the_request_line_are_headers_too(string name, string value, bool expected)
    {
        var head = Request("/p?q=1", "Example.com:81", "POST", "x-forwarded-proto: https");
        Assert.Equal(expected, Takes($$"""{"prefix":"/","headers":[{"name":"{{name}}","exact_match":"{{value}}"}]}""", head));
    }

    [Theory]
    [InlineData(""" "string_match":{"exact":"1"} """, "/?a=1", true)]
    [InlineData(""" "string_match":{"exact":"1"} """, "/?b=2&a=1", true)]
    [InlineData(""" "string_match":{"exact":"1"} """, "/?a=2&a=1", false)]
    [InlineData(""" "string_match":{"exact":"1"} """, "/?aa=1", false)]
    [InlineData(""" "string_match":{"exact":"1"} """, "/?A=1", false)]
    [InlineData(""" "string_match":{"exact":"1"} """, "/a=1", false)]
    [InlineData(""" "string_match":{"exact":""} """, "/?a", true)]
    [InlineData(""" "string_match":{"exact":""} """, "/?a=", true)]
    [InlineData(""" "string_match":{"exact":"b=c"} """, "/?a=b=c", true)]
    [InlineData(""" "string_match":{"prefix":"b"} """, "/?&&a=bc&", true)]
    [InlineData(""" "string_match":{"exact":"%20"} """, "/?a=%20", true)]
    [InlineData(""" "string_match":{"safe_regex":{"regex":"[0-9]+"}} """, "/?a=123", true)]
    [InlineData(""" "present_match":true """, "/?a", true)]
    [InlineData(""" "present_match":true """, "/?b", false)]
    [InlineData(""" "present_match":false """, "/?b", true)]
    [InlineData(""" "present_match":false """, "/?a", false)]
    [InlineData("", "/?a=x", true)]
    [InlineData("", "/", false)]
    public void The_first_query_parameter_of_a_name_is_tested(string test, string target, bool expected) =>
        Assert.Equal(expected, Takes($$"""{"prefix":"/","query_parameters":[{{{Joined(""" "name":"a" """, test)}}}]}""", Request(target)));

    [Theory]
    [InlineData("application/grpc", true)]
    [InlineData("application/grpc+proto", true)]
    [InlineData("application/grpc-web", false)]
    [InlineData("application/json", false)]
    [InlineData("application/grp", false)]
    public void Grpc_is_known_by_its_content_type(string type, bool expected) =>
        Assert.Equal(expected, Takes("""{"prefix":"/","grpc":{}}""", Request(headers: $"content-type: {type}")));

    [Fact]
    public void A_request_without_content_type_is_not_grpc() => Assert.False(Takes("""{"prefix":"/","grpc":{}}""", Request()));

    [Theory]
    [InlineData("""{"numerator":25}""", 24UL, true)]
    [InlineData("""{"numerator":25}""", 25UL, false)]
    [InlineData("""{"numerator":25}""", 124UL, true)]
    [InlineData("""{"numerator":1,"denominator":"TEN_THOUSAND"}""", 10_000UL, true)]
    [InlineData("""{"numerator":1,"denominator":"TEN_THOUSAND"}""", 1UL, false)]
    [InlineData("""{"numerator":999999,"denominator":"MILLION"}""", 999_998UL, true)]
    [InlineData("""{"numerator":999999,"denominator":"MILLION"}""", 999_999UL, false)]
    [InlineData("""{"numerator":0}""", 0UL, false)]
    [InlineData("""{"numerator":100}""", ulong.MaxValue, true)]
    public void A_fraction_takes_the_numbers_below_it(string fraction, ulong random, bool expected) =>
        Assert.Equal(expected, Takes($$"""{"prefix":"/","runtime_fraction":{"default_value":{{fraction}} } }""", Request(), random));

    [Theory]
    [InlineData("cookie: user=bob", "bob", false, true)]
    [InlineData("cookie: a=1; user=bob; b=2", "bob", false, true)]
    [InlineData("cookie: a=1;user=\"bob\"", "bob", false, true)]
    [InlineData("cookie: xuser=bob", "bob", false, false)]
    [InlineData("cookie: User=bob", "bob", false, false)]
    [InlineData("cookie: user=eve", "bob", true, true)]
    [InlineData("cookie: user=bob", "bob", true, false)]
    [InlineData("x: y", "bob", false, false)]
    [InlineData("x: y", "bob", true, true)]
    public void Cookies_are_tested(string line, string wanted, bool invert, bool expected) => Assert.Equal(
        expected,
        Takes(
            $$"""{"prefix":"/","cookies":[{"name":"user","string_match":{"exact":"{{wanted}}"},"invert_match":{{(invert ? "true" : "false")}}}]}""",
            Request(headers: line)));

    [Fact]
    public void A_cookie_may_stand_in_a_second_cookie_field() =>
        Assert.True(Takes(
            """{"prefix":"/","cookies":[{"name":"user","string_match":{"exact":"bob"}}]}""", Request(headers: ["cookie: a=1", "cookie: user=bob"])));

    [Fact]
    public void All_conditions_must_hold()
    {
        const string Match = """
            {"prefix":"/api","headers":[{"name":"a"},{"name":"b","exact_match":"2"}],"query_parameters":[{"name":"q"}]}
            """;
        Assert.True(Takes(Match, Request("/api?q", headers: ["a: 1", "b: 2"])));
        Assert.False(Takes(Match, Request("/api?q", headers: ["a: 1", "b: 3"])));
        Assert.False(Takes(Match, Request("/api", headers: ["a: 1", "b: 2"])));
        Assert.False(Takes(Match, Request("/x?q", headers: ["a: 1", "b: 2"])));
    }

    [Fact]
    public void Case_folding_leaves_letters_beyond_ascii_alone()
    {
        const string Match = """{"prefix":"/","headers":[{"name":"x","string_match":{"exact":"É-a","ignore_case":true}}]}""";
        Assert.True(Takes(Match, Utf8Header("É-A")));
        Assert.False(Takes(Match, Utf8Header("é-a")));
    }

    private static RequestHead Utf8Header(string value) =>
        Request(headers: "x: " + System.Text.Encoding.Latin1.GetString(System.Text.Encoding.UTF8.GetBytes(value)));

    private static bool TakesHeader(string test, params string[] lines) =>
        Takes($$"""{"prefix":"/","headers":[{{{Joined(""" "name":"x-test" """, test)}}}]}""", Request(headers: lines));

    private static string Joined(string first, string second) =>
        string.Join(',', new[] { first, second }.Where(part => part.Length > 0));
}

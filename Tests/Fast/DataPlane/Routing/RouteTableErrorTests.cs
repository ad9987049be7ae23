using ActorMesh.DataPlane.Routing;
using Xunit;
using static ActorMesh.Tests.Fast.Kit.RouteTables;

namespace ActorMesh.Tests.Fast.DataPlane.Routing;

public sealed class RouteTableErrorTests
{
    private const string Match = "virtual_hosts[0].routes[0].match";
    private const string Route = "virtual_hosts[0].routes[0].route";

    [Theory]
    [InlineData("""{}""", Match, "says nothing of the path")]
    [InlineData("""{"path_separated_prefix":"/a/"}""", Match + ".path_separated_prefix", "ends in /")]
    [InlineData("""{"path_separated_prefix":"/a?"}""", Match + ".path_separated_prefix", "? or #")]
    [InlineData("""{"path_separated_prefix":"a"}""", Match + ".path_separated_prefix", "does not start with /")]
    [InlineData("""{"safe_regex":{"regex":"/(a"}}""", Match + ".safe_regex.regex", "/(a")]
    [InlineData("""{"safe_regex":{"regex":"/a)|(b"}}""", Match + ".safe_regex.regex", "a)|(b")]
    [InlineData("""{"safe_regex":{"regex":"/(?=a)"}}""", Match + ".safe_regex.regex", "linear time")]
    [InlineData("""{"safe_regex":{"regex":"(a)\\1"}}""", Match + ".safe_regex.regex", "linear time")]
    [InlineData("""{"safe_regex":{"regex":"[a"}}""", Match + ".safe_regex.regex", "expected ]")]
    [InlineData("""{"safe_regex":{}}""", Match + ".safe_regex.regex", "is missing")]
    [InlineData("""{"prefix":"/","headers":[{"name":"a"},{"name":"b c"}]}""", Match + ".headers[1].name", "not a header name")]
    [InlineData("""{"prefix":"/","headers":[{"name":":protocol"}]}""", Match + ".headers[0].name", ":authority")]
    [InlineData("""{"prefix":"/","headers":[{"name":"a","range_match":{"start":5,"end":5}}]}""", Match + ".headers[0].range_match", "empty")]
    [InlineData("""{"prefix":"/","headers":[{"name":"a","string_match":{"prefix":""}}]}""", Match + ".headers[0].string_match.prefix", "is empty")]
    [InlineData("""{"prefix":"/","headers":[{"name":"a","string_match":{}}]}""", Match + ".headers[0].string_match", "says nothing")]
    [InlineData("""{"prefix":"/","query_parameters":[{}]}""", Match + ".query_parameters[0].name", "is missing")]
    [InlineData("""{"prefix":"/","cookies":[{"name":"a"}]}""", Match + ".cookies[0].string_match", "is missing")]
    [InlineData("""{"prefix":"/","runtime_fraction":{}}""", Match + ".runtime_fraction.default_value", "is missing")]
    public void A_bad_match_is_refused_with_its_path(string match, string path, string why) => Refused(Problem(RouteFor(match)), path, why);

    [Theory]
    [InlineData("{}", Route, "names no cluster")]
    [InlineData("""{"cluster":"gone"}""", Route + ".cluster", "there is no cluster \"gone\"")]
    [InlineData("""{"weighted_clusters":{}}""", Route + ".weighted_clusters.clusters", "sum to 0")]
    [InlineData("""{"weighted_clusters":{"clusters":[{"name":"c","weight":0}]}}""", Route + ".weighted_clusters.clusters", "sum to 0")]
    [InlineData("""{"weighted_clusters":{"clusters":[{"name":"c","weight":4294967295},{"name":"c","weight":1}]}}""", Route + ".weighted_clusters.clusters", "4294967296")]
    [InlineData("""{"weighted_clusters":{"clusters":[{"name":"c"}]}}""", Route + ".weighted_clusters.clusters[0].weight", "is missing")]
    [InlineData("""{"weighted_clusters":{"clusters":[{"name":"gone","weight":1}]}}""", Route + ".weighted_clusters.clusters[0].name", "gone")]
    [InlineData("""{"weighted_clusters":{"clusters":[{"name":"c","cluster_header":"x","weight":1}]}}""", Route + ".weighted_clusters.clusters[0]", "exclude")]
    [InlineData("""{"weighted_clusters":{"clusters":[{"name":"c","weight":1}],"use_hash_policy":true}}""", Route + ".weighted_clusters.use_hash_policy", "hash_policy")]
    [InlineData("""{"cluster":"c","prefix_rewrite":"x"}""", Route + ".prefix_rewrite", "does not start with /")]
    [InlineData("""{"cluster":"c","prefix_rewrite":"/a b"}""", Route + ".prefix_rewrite", "character")]
    [InlineData("""{"cluster":"c","prefix_rewrite":"/a","regex_rewrite":{"pattern":{"regex":"a"}}}""", Route, "exclude each other")]
    [InlineData("""{"cluster":"c","regex_rewrite":{"pattern":{"regex":"(a"}}}""", Route + ".regex_rewrite.pattern.regex", "(a")]
    [InlineData("""{"cluster":"c","regex_rewrite":{"pattern":{"regex":"a"},"substitution":"\\1"}}""", Route + ".regex_rewrite.substitution", "has 0")]
    [InlineData("""{"cluster":"c","regex_rewrite":{"pattern":{"regex":"a"},"substitution":"\\x"}}""", Route + ".regex_rewrite.substitution", "not a reference")]
    [InlineData("""{"cluster":"c","host_rewrite_literal":"a b"}""", Route + ".host_rewrite_literal", "not a host")]
    [InlineData("""{"cluster":"c","timeout":"-1s"}""", Route + ".timeout", "negative")]
    [InlineData("""{"cluster":"c","hash_policy":[{}]}""", Route + ".hash_policy[0]", "says nothing")]
    [InlineData("""{"cluster":"c","hash_policy":[{"cookie":{"name":"a;b"}}]}""", Route + ".hash_policy[0].cookie.name", "not a cookie name")]
    [InlineData("""{"cluster":"c","hash_policy":[{"cookie":{"name":"a","ttl":"1s","path":"/;x"}}]}""", Route + ".hash_policy[0].cookie.path", "Set-Cookie")]
    [InlineData("""{"cluster":"c","request_mirror_policies":[{"cluster":"gone"}]}""", Route + ".request_mirror_policies[0].cluster", "gone")]
    [InlineData("""{"cluster":"c","upgrade_configs":[{"upgrade_type":"a"},{"upgrade_type":"A"}]}""", Route + ".upgrade_configs[1].upgrade_type", "twice")]
    public void A_bad_forwarding_is_refused_with_its_path(string action, string path, string why) =>
        Refused(Problem(RouteWith($$""" "route":{{action}} """)), path, why);

    [Theory]
    [InlineData(""" "redirect":{"port_redirect":70000} """, "redirect.port_redirect", "65535")]
    [InlineData(""" "redirect":{"path_redirect":"a"} """, "redirect.path_redirect", "does not start with /")]
    [InlineData(""" "redirect":{"path_redirect":"/a\r\nx: y"} """, "redirect.path_redirect", "character")]
    [InlineData(""" "redirect":{"host_redirect":"a/b"} """, "redirect.host_redirect", "not a host")]
    [InlineData(""" "direct_response":{"status":199} """, "direct_response.status", "200..599")]
    [InlineData(""" "direct_response":{"status":200,"body":{"environment_variable":"NOT_SET_ANYWHERE_1"}} """, "direct_response.body.environment_variable", "not set")]
    [InlineData(""" "direct_response":{"status":200,"body":{"filename":"/not/there"}} """, "direct_response.body.filename", "cannot be read")]
    [InlineData(""" "name":"idle" """, "", "does nothing")]
    public void A_bad_reply_is_refused_with_its_path(string action, string field, string why) =>
        Refused(Problem(RouteWith(action)), $"virtual_hosts[0].routes[0]{(field.Length > 0 ? "." : "")}{field}", why);

    [Theory]
    [InlineData("Host")]
    [InlineData(":path")]
    [InlineData("connection")]
    [InlineData("Content-Length")]
    [InlineData("transfer-encoding")]
    [InlineData("keep-alive")]
    [InlineData("proxy-connection")]
    [InlineData("upgrade")]
    [InlineData("te")]
    [InlineData("trailer")]
    [InlineData("a b")]
    [InlineData("")]
    public void Headers_that_steer_or_frame_messages_cannot_be_changed(string name)
    {
        Refused(
            Problem(RouteWith($$""" "request_headers_to_add":[{"header":{"key":"{{name}}","value":"v"} }],"route":{"cluster":"c"} """)),
            "virtual_hosts[0].routes[0].request_headers_to_add[0].header.key", name);
        Refused(
            Problem(RouteWith($$""" "response_headers_to_remove":["{{name}}"],"route":{"cluster":"c"} """)),
            "virtual_hosts[0].routes[0].response_headers_to_remove[0]", name);
    }

    [Theory]
    [InlineData("%NOPE%", "%NOPE% is not an operator")]
    [InlineData("%REQ(a%", "closing parenthesis")]
    [InlineData("%REQ()%", "header name")]
    [InlineData("%REQ(a?b?c)%", "alternative")]
    [InlineData("%REQ(a)x%", "length")]
    [InlineData("%REQ(:nope)%", "not a part of a request")]
    [InlineData("50%", "does not end")]
    [InlineData("a\\nb", "control character")]
    public void A_value_that_cannot_be_filled_in_is_refused(string value, string why) => Refused(
        Problem(RouteWith($$""" "request_headers_to_add":[{"header":{"key":"x","value":"{{value}}"} }],"route":{"cluster":"c"} """)),
        "virtual_hosts[0].routes[0].request_headers_to_add[0].header.value", why);

    [Theory]
    [InlineData("""["foo.com"]""", """["FOO.com"]""", "virtual_hosts[1].domains[0]", "stands in virtual host \"one\" already")]
    [InlineData("""["foo.com","x"]""", """["y","foo.com."]""", "virtual_hosts[1].domains[1]", "once")]
    [InlineData("""["*.foo.com"]""", """["*.foo.com"]""", "virtual_hosts[1].domains[0]", "once")]
    [InlineData("""["*"]""", """["*"]""", "virtual_hosts[1].domains[0]", "once")]
    [InlineData("""["*","*"]""", """["a"]""", "virtual_hosts[0].domains[1]", "once")]
    [InlineData("""["a"]""", """["f*o"]""", "virtual_hosts[1].domains[0]", "not a domain")]
    [InlineData("""["a"]""", """["*o*"]""", "virtual_hosts[1].domains[0]", "not a domain")]
    [InlineData("""["a"]""", """["*."]""", "virtual_hosts[1].domains[0]", "not a domain")]
    [InlineData("""["a"]""", """[""]""", "virtual_hosts[1].domains[0]", "not a domain")]
    [InlineData("""["a"]""", """[]""", "virtual_hosts[1].domains", "is empty")]
    public void A_domain_stands_once_in_a_table(string first, string second, string path, string why)
    {
        var refused = Assert.Throws<RouteTableException>(
            () => Table($$"""{"virtual_hosts":[{"name":"one","domains":{{first}}},{"name":"two","domains":{{second}}}]}"""));
        Refused(Assert.Single(refused.Problems), path, why);
    }

    [Fact]
    public void The_same_fixed_text_may_be_exact_suffix_and_prefix() =>
        Table("""{"virtual_hosts":[{"name":"one","domains":["foo","*foo","foo*"]}]}""");

    [Fact]
    public void Every_problem_of_a_table_is_reported_in_order()
    {
        var refused = Assert.Throws<RouteTableException>(() => TableOf(
            RouteFor("{}"), RouteFor("""{"prefix":"/"}"""), RouteFor("""{"safe_regex":{"regex":"("}}"""), RouteWith(""" "route":{} """)));
        Assert.Equal([0, 2, 3], refused.Problems.Select(problem => int.Parse(problem.Path.Split("routes[")[1][..1])));
        Assert.Equal(3, refused.Message.Split('\n').Length);
    }

    [Fact]
    public void A_body_beyond_the_limit_is_refused()
    {
        static string Of(int bytes, string limit = "") => $$"""
            {{{limit}}"virtual_hosts":[{"name":"v","domains":["*"],"routes":[
              {"match":{"prefix":"/"},"direct_response":{"status":200,"body":{"inline_string":"{{new string('x', bytes)}}"} } }]}]}
            """;
        Table(Of(4096));
        Assert.Contains("4096", Assert.Throws<RouteTableException>(() => Table(Of(4097))).Message, StringComparison.Ordinal);
        Table(Of(4097, """ "max_direct_response_body_size_bytes":5000, """));
    }

    [Fact]
    public void Unknown_clusters_are_left_to_the_request_when_not_validated()
    {
        var options = new RouteTableOptions { KnownClusters = new HashSet<string>() };
        var host = $$"""[{"name":"v","domains":["*"],"routes":[{{RouteFor("""{"prefix":"/"}""")}}]}]""";
        Assert.Throws<RouteTableException>(() => Table($$"""{"virtual_hosts":{{host}}}""", options));
        Table($$"""{"validate_clusters":false,"virtual_hosts":{{host}}}""", options);
        Table($$"""{"virtual_hosts":{{host}}}""", options with { ValidateClustersByDefault = false });
        Table($$"""{"virtual_hosts":{{host}}}""", options with { KnownClusters = null });
    }

    [Fact]
    public void An_expression_may_be_512_characters_long()
    {
        TableOf(RouteFor($$"""{"safe_regex":{"regex":"{{new string('a', 512)}}"} }"""));
        Refused(Problem(RouteFor($$"""{"safe_regex":{"regex":"{{new string('a', 513)}}"} }""")), Match + ".safe_regex.regex", "512");
    }

    private static RouteProblem Problem(string route)
    {
        var options = new RouteTableOptions { KnownClusters = new HashSet<string> { "c" } };
        var refused = Assert.Throws<RouteTableException>(
            () => Table($$"""{"virtual_hosts":[{"name":"v","domains":["*"],"routes":[{{route}}]}]}""", options));
        return Assert.Single(refused.Problems);
    }

    private static void Refused(RouteProblem problem, string path, string why)
    {
        Assert.Equal(path, problem.Path);
        Assert.Contains(why, problem.Message, StringComparison.Ordinal);
    }
}

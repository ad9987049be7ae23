using Xunit;

namespace ActorMesh.Tests.Fast.Hocon.Envoy;

public sealed class RouteChecksTests
{
    [Theory]
    [InlineData("route: { cluster: service }", "match: is required")]
    [InlineData("match: { prefix: / }", "(route): one of `route`, `redirect`, `direct_response` is required")]
    [InlineData("match: { prefix: / }, direct_response: {}", "direct_response.status: the status 0 is outside 200..599")]
    [InlineData("match: { prefix: / }, direct_response: { status: 600 }", "direct_response.status: the status 600 is outside 200..599")]
    [InlineData("match: { prefix: / }, direct_response: { status: 200, body: {} }", "direct_response.body: one of `filename`, `inline_bytes`, `inline_string`, `environment_variable` is required")]
    [InlineData("match: { prefix: / }, redirect: { port_redirect: 70000 }", "redirect.port_redirect: the port 70000 is outside 0..65535")]
    [InlineData("match: { prefix: / }, redirect: { host_redirect: \"a\\r\\nb\" }", "redirect.host_redirect: a redirect may not hold a line break or NUL")]
    [InlineData("match: { prefix: / }, redirect: { scheme_redirect: 'ht tp' }", "redirect.scheme_redirect: this is not a scheme")]
    [InlineData("match: { prefix: / }, redirect: { path_redirect: /a, response_code: PERMANENT_REDIRECT, https_redirect: true }")]
    [InlineData("match: { prefix: / }, redirect: {}, direct_response: { status: 200 }", "direct_response: `redirect` is already set at 2:COLUMN; only one of route, redirect, direct_response may be")]
    public void Routes(string fields, params string[] problems)
    {
        var text = SampleBootstrap.WithRoute(fields);
        var column = text.Split('\n')[1].IndexOf("redirect", StringComparison.Ordinal) + 1;

        Assert.Equal(problems.Select(problem => problem.Replace("COLUMN", $"{column}", StringComparison.Ordinal)), SampleBootstrap.Problems(text));
    }

    [Fact]
    public void A_direct_response_has_a_limit_that_the_table_can_raise()
    {
        var route = $"virtual_hosts: [ {{ name: a, domains: ['*'], routes: [ {{ match: {{ prefix: / }}, direct_response: {{ status: 200, body: {{ inline_string: {new string('é', 2049)} }} }} }} ] }} ]";

        Assert.Equal(["direct_response.body: the body has 4098 bytes, more than 4096"], SampleBootstrap.Problems(SampleBootstrap.WithTable(route)));
        Assert.Empty(SampleBootstrap.Problems(SampleBootstrap.WithTable($"{route}, max_direct_response_body_size_bytes: 4098")));
    }

    [Theory]
    [InlineData("", "match: one of `prefix`, `path`, `safe_regex`, `connect_matcher`, `path_separated_prefix` is required")]
    [InlineData("prefix: api", "match.prefix: `api` matches no request: every path starts with a slash")]
    [InlineData("path: '/a?b=c'", "match.path: `/a?b=c` matches no request: query and fragment are not part of the path")]
    [InlineData("path_separated_prefix: /a/", "match.path_separated_prefix: `/a/` must not end in a slash")]
    [InlineData("path_separated_prefix: '/a#b'", "match.path_separated_prefix: `/a#b` must not hold `?` or `#`")]
    [InlineData("path_separated_prefix: ''", "match.path_separated_prefix: must not be empty")]
    [InlineData("prefix: ''")]
    [InlineData("path: '*'")]
    [InlineData("connect_matcher: {}")]
    [InlineData("safe_regex: { google_re2: {}, regex: '/a.*' }")]
    [InlineData("safe_regex: {}", "match.safe_regex.regex: is required")]
    [InlineData("safe_regex: { regex: '(a' }", "match.safe_regex.regex: `(a` is not an expression that can run: insufficient closing parentheses at character 2")]
    [InlineData("safe_regex: { regex: 'a)|(b' }", "match.safe_regex.regex: `a)|(b` is not an expression that can run: insufficient opening parentheses at character 2")]
    [InlineData("safe_regex: { regex: '(a)\\1' }", "match.safe_regex.regex: `(a)\\1` is not an expression that can run: it looks around or back, or is too large, and so has no linear-time form")]
    [InlineData("safe_regex: { regex: '(?=a)' }", "match.safe_regex.regex: `(?=a)` is not an expression that can run: it looks around or back, or is too large, and so has no linear-time form")]
    [InlineData("safe_regex: { regex: '((a{500}){500}){500}' }", "match.safe_regex.regex: `((a{500}){500}){500}` is not an expression that can run: it looks around or back, or is too large, and so has no linear-time form")]
    [InlineData("safe_regex: { regex: '[[:alpha:]]' }", "match.safe_regex.regex: the class `[:alpha:]` is not supported")]
    [InlineData("prefix: /, headers: [ {} ]", "match.headers[0].name: is required")]
    [InlineData("prefix: /, headers: [ { name: ':methd', exact_match: GET } ]", "match.headers[0].name: `:methd` is not a header name")]
    [InlineData("prefix: /, headers: [ { name: a, range_match: { start: 5, end: 5 } } ]", "match.headers[0].range_match.end: no number is at least 5 and below 5")]
    [InlineData("prefix: /, headers: [ { name: a, prefix_match: '' } ]", "match.headers[0].prefix_match: must not be empty")]
    [InlineData("prefix: /, headers: [ { name: a, string_match: {} } ]", "match.headers[0].string_match: one of `exact`, `prefix`, `suffix`, `safe_regex`, `contains` is required")]
    [InlineData("prefix: /, headers: [ { name: a, string_match: { suffix: '' } } ]", "match.headers[0].string_match.suffix: must not be empty")]
    [InlineData("prefix: /, headers: [ { name: a }, { name: ':authority', string_match: { exact: '' } }, { name: a, range_match: { start: -5, end: '5' } } ]")]
    [InlineData("prefix: /, query_parameters: [ { present_match: true } ]", "match.query_parameters[0].name: is required")]
    [InlineData("prefix: /, cookies: [ { name: a } ]", "match.cookies[0].string_match: is required")]
    [InlineData("prefix: /, grpc: {}, runtime_fraction: { default_value: { numerator: 5, denominator: MILLION } }")]
    public void Matches(string fields, params string[] problems) => Assert.Equal(problems, SampleBootstrap.Problems(SampleBootstrap.WithMatch(fields)));

    [Fact]
    public void An_expression_has_a_limit()
    {
        Assert.Empty(SampleBootstrap.Problems(SampleBootstrap.WithMatch($"safe_regex: {{ regex: /{new string('a', 511)} }}")));
        Assert.Equal(
            ["match.safe_regex.regex: the expression is longer than 512 characters"],
            SampleBootstrap.Problems(SampleBootstrap.WithMatch($"safe_regex: {{ regex: /{new string('a', 512)} }}")));
    }

    [Theory]
    [InlineData("", "route: one of `cluster`, `cluster_header`, `weighted_clusters` is required")]
    [InlineData("cluster: ''", "route.cluster: must not be empty")]
    [InlineData("cluster_header: 'a b'", "route.cluster_header: `a b` is not a header name")]
    [InlineData("cluster_header: ':authority'")]
    [InlineData("cluster: service, prefix_rewrite: /a, regex_rewrite: { pattern: { regex: a } }", "route.regex_rewrite: prefix_rewrite and regex_rewrite cannot both rewrite the path")]
    [InlineData("cluster: service, regex_rewrite: { substitution: a }", "route.regex_rewrite.pattern: is required")]
    [InlineData("cluster: service, regex_rewrite: { pattern: { regex: '(a)(b)' }, substitution: '\\3' }", "route.regex_rewrite.substitution: the pattern has no group for \\3")]
    [InlineData("cluster: service, regex_rewrite: { pattern: { regex: a }, substitution: '\\x' }", "route.regex_rewrite.substitution: a backslash stands before no group number")]
    [InlineData("cluster: service, regex_rewrite: { pattern: { regex: '(a)' }, substitution: '\\1\\0\\\\' }")]
    [InlineData("cluster: service, timeout: 0s, idle_timeout: -1s", "route.idle_timeout: the duration `-1s` is negative")]
    [InlineData("cluster: service, host_rewrite_literal: a, auto_host_rewrite: true", "route.auto_host_rewrite: `host_rewrite_literal` is already set at 2:COLUMN; only one of host_rewrite_literal, auto_host_rewrite, host_rewrite_header, host_rewrite_path_regex may be")]
    [InlineData("cluster: service, upgrade_configs: [ { upgrade_type: CONNECT, connect_config: {} } ]", "route.upgrade_configs[0].connect_config: Envoy's UpgradeConfig has this field, but ActorMesh does not support it yet")]
    [InlineData("cluster: service, hash_policy: [ {} ]", "route.hash_policy[0]: one of `header`, `cookie`, `connection_properties`, `query_parameter` is required")]
    [InlineData("cluster: service, hash_policy: [ { header: {} } ]", "route.hash_policy[0].header.header_name: is required")]
    [InlineData("cluster: service, hash_policy: [ { cookie: { name: 'a;b' } } ]", "route.hash_policy[0].cookie.name: `a;b` is not a cookie name")]
    [InlineData("cluster: service, hash_policy: [ { cookie: { name: a, path: '/; evil' } } ]", "route.hash_policy[0].cookie.path: `/; evil` is not a cookie path")]
    [InlineData("cluster: service, hash_policy: [ { query_parameter: {} } ]", "route.hash_policy[0].query_parameter.name: is required")]
    [InlineData("cluster: service, hash_policy: [ { connection_properties: {} } ]", "route.hash_policy[0].connection_properties.source_ip: this policy contributes nothing to the hash")]
    [InlineData("weighted_clusters: { clusters: [] }", "route.weighted_clusters.clusters: must not be empty")]
    [InlineData("weighted_clusters: { clusters: [ { name: service } ] }", "route.weighted_clusters.clusters[0].weight: is required")]
    [InlineData("weighted_clusters: { clusters: [ { name: service, weight: 0 } ] }", "route.weighted_clusters.clusters: the weights add up to 0, so no cluster would ever be chosen")]
    [InlineData("weighted_clusters: { clusters: [ { name: service, weight: 4294967295 }, { name: service, weight: 1 } ] }", "route.weighted_clusters.clusters: the weights add up to 4294967296, more than 4294967295")]
    [InlineData("weighted_clusters: { clusters: [ { weight: 1 } ] }", "route.weighted_clusters.clusters[0].name: is required")]
    [InlineData("weighted_clusters: { clusters: [ { cluster_header: x-to, weight: 1 } ], header_name: x-pick }")]
    [InlineData("weighted_clusters: { clusters: [ { name: nowhere, weight: 1 } ] }", "route.weighted_clusters.clusters[0].name: no cluster has the name `nowhere`")]
    public void Actions(string fields, params string[] problems)
    {
        var text = SampleBootstrap.WithAction(fields);
        var column = text.Split('\n')[1].IndexOf("host_rewrite_literal", StringComparison.Ordinal) + 1;

        Assert.Equal(problems.Select(problem => problem.Replace("COLUMN", $"{column}", StringComparison.Ordinal)), SampleBootstrap.Problems(text));
    }
}

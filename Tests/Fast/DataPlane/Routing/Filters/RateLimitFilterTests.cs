using ActorMesh.DataPlane.Http;
using ActorMesh.DataPlane.Routing.Filters;
using ActorMesh.Tests.Fast.Kit;
using Xunit;
using static ActorMesh.Tests.Fast.DataPlane.Routing.Filters.FilterTables;
using static ActorMesh.Tests.Fast.Kit.Requests;

namespace ActorMesh.Tests.Fast.DataPlane.Routing.Filters;

public sealed class RateLimitFilterTests
{
    private const string ByClient = """
        "rate_limits":[{"actions":[{"remote_address":{}}]}],"always_consume_default_token_bucket":false
        """;

    [Fact]
    public void Requests_pass_as_long_as_there_are_tokens()
    {
        var table = Behind(LimitOf(2));
        var (filters, facts) = (table.OnlyFilters(), FactsOf());

        Assert.Equal([0, 0, 429, 429], Enumerable.Range(0, 4).Select(_ => filters.Ask(facts)));
        Assert.Equal((4L, 2L, 2L, 2L), (table.Limits[0].Asked, table.Limits[0].Allowed, table.Limits[0].Limited, table.Limits[0].Refused));
    }

    [Fact]
    public void A_refusal_says_what_it_is()
    {
        var (filters, facts) = (Behind(LimitOf(1)).OnlyFilters(), FactsOf());
        filters.Ask(facts);

        var refusal = filters.Apply(Request(), facts, 0).Refusal!;

        Assert.Equal((429, ResponseFlag.RateLimited, "local_rate_limited", "local_rate_limited"), (refusal.Status, refusal.Flag, refusal.Details, refusal.Body));
        Assert.Equal("The local rate limit had no token left (all: 1 at once, then 1 per 3600 s).", refusal.Explanation);
        Assert.Equal(("3600", "true"), (filters.Answer(facts).Header("retry-after"), filters.Answer(facts).Header("x-envoy-ratelimited")));
    }

    [Fact]
    public void Tokens_come_back_with_time()
    {
        var clock = new ManualClock();
        var (filters, facts) = (Behind(LimitOf(1)).OnlyFilters(), FactsOf(clock));
        filters.Ask(facts);
        clock.Ticks = TimeSpan.TicksPerHour - 1;
        var early = filters.Ask(facts);
        clock.Ticks++;

        Assert.Equal((429, 0), (early, filters.Ask(facts)));
    }

    [Theory]
    [InlineData("""{"code":"ServiceUnavailable"}""", 503)]
    [InlineData("""{"code":"OK"}""", 429)]
    public void The_status_is_the_one_asked_for_unless_it_would_be_a_success(string status, int expected)
    {
        var (filters, facts) = (Behind(LimitOf(1, $"\"status\":{status}")).OnlyFilters(), FactsOf());
        filters.Ask(facts);

        Assert.Equal(expected, filters.Ask(facts));
    }

    [Fact]
    public void An_answer_tells_the_limit_where_that_is_wanted()
    {
        var (filters, facts) = (Behind(LimitOf(5, "\"enable_x_ratelimit_headers\":\"DRAFT_VERSION_03\"")).OnlyFilters(), FactsOf());
        filters.Ask(facts);
        filters.Ask(facts);

        var answer = filters.Answer(facts);

        Assert.Equal(
            ("5, 5;w=18000", "3", "7200", null),
            (answer.Header("x-ratelimit-limit"), answer.Header("x-ratelimit-remaining"), answer.Header("x-ratelimit-reset"), answer.Header("retry-after")));
    }

    [Fact]
    public void The_fields_of_the_draft_are_there_where_the_route_asks_for_them()
    {
        const string Route = """{"match":{"prefix":"/"},"route":{"cluster":"c"},"metadata":{"filter_metadata":{"actormesh.limits":{"rate-limit-fields":true}}} }""";
        var (filters, facts) = (Table(Route, Options(LimitOf(5))).OnlyFilters(), FactsOf());
        filters.Ask(facts);

        var answer = filters.Answer(facts);

        Assert.Equal(("\"local\";q=5;w=18000", "\"local\";r=4;t=3600"), (answer.Header("ratelimit-policy"), answer.Header("ratelimit")));
        Assert.Null(answer.Header("x-ratelimit-limit"));
    }

    [Fact]
    public void Refusals_have_the_headers_that_are_asked_for_and_others_have_not()
    {
        var (filters, facts) = (Behind(LimitOf(1, "\"response_headers_to_add\":[{\"header\":{\"key\":\"x-why\",\"value\":\"%REQ(:path)%\"}}]")).OnlyFilters(), FactsOf());
        filters.Ask(facts);
        var first = filters.Answer(facts).Header("x-why");
        filters.Ask(facts, Request("/slow"));

        Assert.Equal((null, "/slow"), (first, filters.Answer(facts).Header("x-why")));
    }

    [Fact]
    public void A_limit_that_is_not_enforced_counts_and_lets_pass()
    {
        var table = Behind(Limit($"\"token_bucket\":{Bucket(1)},\"filter_enabled\":{All}"));
        var (filters, facts) = (table.OnlyFilters(), FactsOf());

        Assert.Equal([0, 0, 0], Enumerable.Range(0, 3).Select(_ => filters.Ask(facts)));
        Assert.Equal((3L, 1L, 2L, 0L), (table.Limits[0].Asked, table.Limits[0].Allowed, table.Limits[0].Limited, table.Limits[0].Refused));
        Assert.Null(filters.Answer(facts).Header("retry-after"));
    }

    [Fact]
    public void A_limit_that_says_no_share_is_not_asked() => Assert.True(Behind(Limit($"\"token_bucket\":{Bucket(1)}")).OnlyFilters().IsEmpty);

    [Fact]
    public void A_share_of_the_requests_is_counted()
    {
        var table = Behind(Limit($$"""
            "token_bucket":{{Bucket(10_000)}},"filter_enabled":{"default_value":{"numerator":30} }
            """));
        var (filters, facts) = (table.OnlyFilters(), FactsOf());

        for (ulong random = 0; random < 10_000; random++) filters.Ask(facts, random: random);

        Assert.InRange(table.Limits[0].Asked, 2_700, 3_300);
    }

    [Fact]
    public void An_open_value_has_a_bucket_for_each_that_comes()
    {
        var table = Behind(LimitOf(1, $$"""{{ByClient}},"descriptors":[{"entries":[{"key":"remote_address"}],"token_bucket":{{Bucket(2)}}}]"""));
        var filters = table.OnlyFilters();
        var (one, other) = (FactsOf(client: "10.0.0.1"), FactsOf(client: "10.0.0.2"));

        Assert.Equal([0, 0, 429], Enumerable.Range(0, 3).Select(_ => filters.Ask(one)));
        Assert.Equal([0, 0, 429], Enumerable.Range(0, 3).Select(_ => filters.Ask(other)));
        Assert.Equal(3, table.Limits[0].Buckets);
    }

    [Fact]
    public void There_are_only_so_many_buckets()
    {
        var table = Behind(LimitOf(
            1, $$"""{{ByClient}},"descriptors":[{"entries":[{"key":"remote_address"}],"token_bucket":{{Bucket(1)}}}],"max_dynamic_descriptors":2"""));
        var filters = table.OnlyFilters();

        foreach (var client in new[] { "a", "b", "c" }) filters.Ask(FactsOf(client: client));

        Assert.Equal(0, filters.Ask(FactsOf(client: "a")));
        Assert.Equal(429, filters.Ask(FactsOf(client: "c")));
        Assert.Equal(2, table.Limits[0].Evictions);
    }

    [Fact]
    public void Who_fits_no_descriptor_shares_the_common_bucket()
    {
        var filters = Behind(LimitOf(1, $$"""
            "rate_limits":[{"actions":[{"request_headers":{"header_name":"user","descriptor_key":"user"} }]}],"always_consume_default_token_bucket":false,
            "descriptors":[{"entries":[{"key":"user"}],"token_bucket":{{Bucket(1)}}}]
            """)).OnlyFilters();
        var facts = FactsOf();

        Assert.Equal([0, 429], Enumerable.Range(0, 2).Select(_ => filters.Ask(facts)));
        Assert.Equal([0, 429], Enumerable.Range(0, 2).Select(_ => filters.Ask(facts, Request(headers: "user: a"))));
    }

    [Fact]
    public void The_common_bucket_is_asked_last_and_the_slowest_first()
    {
        var table = Behind(LimitOf(4, $$"""
            "rate_limits":[{"actions":[{"generic_key":{"descriptor_value":"fast"} }]},{"actions":[{"generic_key":{"descriptor_value":"slow"} }]}],
            "descriptors":[
              {"entries":[{"key":"generic_key","value":"fast"}],"token_bucket":{{Bucket(3, perHour: 60)}}},
              {"entries":[{"key":"generic_key","value":"slow"}],"token_bucket":{{Bucket(2, perHour: 1)}}}]
            """));
        var (filters, facts) = (table.OnlyFilters(), FactsOf());

        Assert.Equal([0, 0, 429, 429], Enumerable.Range(0, 4).Select(_ => filters.Ask(facts)));
        // The slow one refused before the fast one was asked; the token of the fast one is still there, and two of the common one.
        var filter = Assert.IsType<RateLimitFilter>(filters.All[0]);
        Assert.Equal(["generic_key=slow", "generic_key=fast"], filter.Rules.Select(rule => rule.Text));
        Assert.Equal(2, facts.Limit.Bucket!.TokensMax);
    }

    [Fact]
    public void A_token_taken_is_not_given_back_when_a_later_bucket_refuses()
    {
        var clock = new ManualClock();
        var (filters, facts) = (Behind(LimitOf(1, $$"""
            "rate_limits":[{"actions":[{"generic_key":{"descriptor_value":"a"} }]}],
            "descriptors":[{"entries":[{"key":"generic_key","value":"a"}],"token_bucket":{"max_tokens":2,"fill_interval":"7200s"} }]
            """)).OnlyFilters(), FactsOf(clock));
        Assert.Equal([0, 429], Enumerable.Range(0, 2).Select(_ => filters.Ask(facts)));

        // The common bucket has a token again; that of the descriptor gave both of its own, and only half a one came back.
        clock.Ticks = TimeSpan.TicksPerHour;

        Assert.Equal(429, filters.Ask(facts));
    }

    [Fact]
    public void A_descriptor_in_the_shadow_counts_and_lets_pass()
    {
        var table = Behind(LimitOf(100, $$"""
            {{ByClient}},"descriptors":[{"entries":[{"key":"remote_address"}],"token_bucket":{{Bucket(1)}},"shadow_mode":true}]
            """));
        var (filters, facts) = (table.OnlyFilters(), FactsOf());

        Assert.Equal([0, 0, 0], Enumerable.Range(0, 3).Select(_ => filters.Ask(facts)));
        Assert.Equal((1L, 2L, 0L), (table.Limits[0].Allowed, table.Limits[0].Limited, table.Limits[0].Refused));
    }

    [Fact]
    public void A_request_that_passes_allocates_nothing()
    {
        var filters = Behind(
            Limit($$"""
                "token_bucket":{"max_tokens":1000000,"fill_interval":"1s"},"filter_enabled":{{All}},"filter_enforced":{{All}},
                "rate_limits":[{"actions":[{"remote_address":{} },{"request_headers":{"header_name":"user","descriptor_key":"user"} }]},
                  {"actions":[{"destination_cluster":{} },{"query_parameters":{"query_parameter_name":"q","descriptor_key":"q"} }]}],
                "descriptors":[{"entries":[{"key":"remote_address"},{"key":"user"}],"token_bucket":{"max_tokens":1000000,"fill_interval":"1s"} },
                  {"entries":[{"key":"destination_cluster","value":"c"},{"key":"q"}],"token_bucket":{"max_tokens":1000000,"fill_interval":"1s"} }],
                "enable_x_ratelimit_headers":"DRAFT_VERSION_03"
                """),
            Fault("""
                "delay":{"fixed_delay":"1s","percentage":{"numerator":1,"denominator":"MILLION"} }
                """)).OnlyFilters();
        var (facts, head, answer) = (FactsOf(), Request("/?q=1", headers: "user: a"), new ResponseHead());
        for (var i = 0; i < 200; i++) Once();

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 10_000; i++) Once();

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Once()
        {
            Assert.Null(filters.Apply(head, facts, 1).Refusal);
            answer.Reset([]);
            filters.PrepareAnswer(answer, facts);
            RequestFilters.End(facts);
        }
    }
}

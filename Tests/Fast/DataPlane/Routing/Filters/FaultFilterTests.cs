using ActorMesh.DataPlane.Http;
using ActorMesh.DataPlane.Routing;
using ActorMesh.DataPlane.Routing.Filters;
using ActorMesh.Tests.Fast.Kit;
using Xunit;
using static ActorMesh.Tests.Fast.DataPlane.Routing.Filters.FilterTables;
using static ActorMesh.Tests.Fast.Kit.Requests;

namespace ActorMesh.Tests.Fast.DataPlane.Routing.Filters;

public sealed class FaultFilterTests
{
    private const string Always = "\"percentage\":{\"numerator\":100}";
    private const string DelayAll = $$"""
        "delay":{"fixed_delay":"2s",{{Always}}}
        """;
    private const string AbortAll = $$"""
        "abort":{"http_status":418,{{Always}}}
        """;
    private const string ByHeader = $$"""
        "delay":{"header_delay":{},{{Always}}},"abort":{"header_abort":{},{{Always}}}
        """;

    [Fact]
    public void A_delayed_request_waits_and_passes()
    {
        var table = Behind(Fault(DelayAll));
        var facts = FactsOf();

        Assert.Equal(new FilterVerdict(null, TimeSpan.FromSeconds(2)), table.OnlyFilters().Apply(Request(), facts, 0));
        Assert.Equal(ResponseFlag.DelayInjected, facts.FilterFlags);
        Assert.Equal((1L, 0L), (table.Faults[0].Delays, table.Faults[0].Aborts));
    }

    [Fact]
    public void An_aborted_request_is_refused()
    {
        var verdict = Behind(Fault(AbortAll)).OnlyFilters().Apply(Request(), FactsOf(), 0);

        Assert.Equal(TimeSpan.Zero, verdict.Delay);
        Assert.Equal(
            (418, ResponseFlag.FaultInjected, "fault_filter_abort", "fault filter abort"),
            (verdict.Refusal!.Status, verdict.Refusal.Flag, verdict.Refusal.Details, verdict.Refusal.Body));
    }

    [Fact]
    public void A_request_may_wait_and_then_be_refused()
    {
        var facts = FactsOf();

        var verdict = Behind(Fault($"{DelayAll},{AbortAll}")).OnlyFilters().Apply(Request(), facts, 0);

        Assert.Equal((TimeSpan.FromSeconds(2), 418), (verdict.Delay, verdict.Refusal!.Status));
        Assert.Equal(ResponseFlag.DelayInjected, facts.FilterFlags);
    }

    [Fact]
    public void Shares_are_met_and_have_nothing_to_do_with_each_other()
    {
        var filters = Behind(Fault("""
            "delay":{"fixed_delay":"2s","percentage":{"numerator":20} },"abort":{"http_status":503,"percentage":{"numerator":2000,"denominator":"TEN_THOUSAND"} }
            """)).OnlyFilters();
        int delayed = 0, aborted = 0, both = 0;
        for (ulong random = 0; random < 10_000; random++)
        {
            var verdict = filters.Apply(Request(), FactsOf(), random);
            var (isDelayed, isAborted) = (verdict.Delay > TimeSpan.Zero, verdict.Refusal is not null);
            delayed += isDelayed ? 1 : 0;
            aborted += isAborted ? 1 : 0;
            both += isDelayed && isAborted ? 1 : 0;
        }

        Assert.InRange(delayed, 1_850, 2_150);
        Assert.InRange(aborted, 1_850, 2_150);
        Assert.InRange(both, 320, 480);
    }

    [Theory]
    [InlineData("", 0, 0)]
    [InlineData("x-envoy-fault-delay-request: 250", 250, 0)]
    [InlineData("x-envoy-fault-delay-request: soon", 0, 0)]
    [InlineData("x-envoy-fault-delay-request: -1", 0, 0)]
    [InlineData("x-envoy-fault-abort-request: 504", 0, 504)]
    [InlineData("x-envoy-fault-abort-request: 600", 0, 0)]
    [InlineData("x-envoy-fault-abort-request: 100", 0, 0)]
    [InlineData("x-envoy-fault-delay-request: 5|x-envoy-fault-abort-request: 500", 5, 500)]
    [InlineData("x-envoy-fault-abort-request: 500|x-envoy-fault-abort-request-percentage: 0", 0, 0)]
    [InlineData("x-envoy-fault-delay-request: 5|x-envoy-fault-delay-request-percentage: 100", 5, 0)]
    public void A_request_says_what_happens_to_it_where_it_may(string headers, int delay, int status)
    {
        var head = Request(headers: headers.Split('|', StringSplitOptions.RemoveEmptyEntries));

        var verdict = Behind(Fault(ByHeader)).OnlyFilters().Apply(head, FactsOf(), 0);

        Assert.Equal((delay, status), ((int)verdict.Delay.TotalMilliseconds, verdict.Refusal?.Status ?? 0));
    }

    [Fact]
    public void A_request_says_nothing_where_it_may_not() =>
        Assert.Equal(418, Behind(Fault(AbortAll)).OnlyFilters().Ask(FactsOf(), Request(headers: "x-envoy-fault-abort-request: 500")));

    [Fact]
    public void A_request_cannot_ask_for_a_larger_share()
    {
        var filters = Behind(Fault("""
            "abort":{"header_abort":{},"percentage":{"numerator":10} }
            """)).OnlyFilters();
        var head = Request(headers: ["x-envoy-fault-abort-request: 500", "x-envoy-fault-abort-request-percentage: 100"]);

        var aborted = Enumerable.Range(0, 10_000).Count(random => filters.Ask(FactsOf(), head, (ulong)random) == 500);

        Assert.InRange(aborted, 850, 1_150);
    }

    [Theory]
    [InlineData("\"headers\":[{\"name\":\"who\",\"exact_match\":\"tester\"}]", "who: tester", 418)]
    [InlineData("\"headers\":[{\"name\":\"who\",\"exact_match\":\"tester\"}]", "who: user", 0)]
    [InlineData("\"upstream_cluster\":\"c\"", "a: b", 418)]
    [InlineData("\"upstream_cluster\":\"d\"", "a: b", 0)]
    public void Only_requests_that_fit_are_troubled(string condition, string header, int status) =>
        Assert.Equal(status, Behind(Fault($"{AbortAll},{condition}")).OnlyFilters().Ask(FactsOf(), Request(headers: header)));

    [Fact]
    public void Only_so_many_are_in_trouble_at_once()
    {
        var table = Behind(Fault($"{DelayAll},\"max_active_faults\":1"));
        var filters = table.OnlyFilters();
        ExchangeFacts first = FactsOf(), second = FactsOf(), third = FactsOf();

        var delays = new[] { first, second }.Select(facts => filters.Apply(Request(), facts, 0).Delay).ToList();
        RequestFilters.End(first);
        RequestFilters.End(first);
        RequestFilters.End(second);
        delays.Add(filters.Apply(Request(), third, 0).Delay);

        Assert.Equal([TimeSpan.FromSeconds(2), TimeSpan.Zero, TimeSpan.FromSeconds(2)], delays);
        Assert.Equal((1L, 1L), (table.Faults[0].Active, table.Faults[0].Overflows));
    }

    [Fact]
    public void A_request_that_a_limit_refused_is_not_delayed()
    {
        var filters = Behind(LimitOf(1), Fault(DelayAll)).OnlyFilters();
        var facts = FactsOf();
        filters.Ask(facts);

        var verdict = filters.Apply(Request(), facts, 0);

        Assert.Equal((429, TimeSpan.Zero), (verdict.Refusal!.Status, verdict.Delay));
    }
}

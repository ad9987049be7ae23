using ActorMesh.DataPlane.Http;
using ActorMesh.DataPlane.Resilience.Breaking;
using ActorMesh.DataPlane.Resilience.Budgets;
using ActorMesh.Tests.Fast.Kit;
using Xunit;

namespace ActorMesh.Tests.Fast.DataPlane.Routing.Exchange;

/// <summary>Attempts after attempts that failed: when, where, with what, and that none of them leaves anything behind.</summary>
public sealed class ExchangeRetryTests(StageLab lab) : IClassFixture<StageLab>
{
    private const string Busy = "HTTP/1.1 503 Busy\r\nContent-Length: 4\r\n\r\nbusy";
    private const string Fine = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
    private static readonly TimeSpan Backoff = TimeSpan.FromMilliseconds(40);

    [Fact]
    public void A_failure_is_tried_again_at_another_endpoint_after_the_backoff()
    {
        using var rig = Rig();
        var other = rig.AddUpstream();
        var (client, first) = rig.Asked();
        using var _ = first;
        first.Send(Busy);
        lab.Dispatcher.Until(() => rig.Cluster.RetryCounters.Retries == 1);
        rig.Pass(Backoff);
        using var second = other.Accept();
        Assert.StartsWith("GET / HTTP/1.1\r\nhost: example.com\r\n", second.ReadTo(), StringComparison.Ordinal);
        second.Send(Fine);
        client.Gets("200[ok].");
        rig.AssertNothingIsHeld(idleConnections: 1, others: 1); // The answer that was not wanted was there in full: its connection serves again.
        Assert.Equal((1, 1, 0), (rig.Cluster.RetryCounters.Retries, rig.Cluster.RetryCounters.Successes, rig.Cluster.Retries.Active));
        Assert.Equal((1, 1), (rig.Endpoint.Errors, rig.Others[0].Total));
        Assert.Empty(rig.Failures.Latest(1));
    }

    [Fact]
    public void An_endpoint_that_refuses_the_connection_is_left_for_another_whatever_the_method()
    {
        using var rig = Rig("connect-failure", refuses: true);
        var other = rig.AddUpstream();
        var client = rig.Client();
        client.Begin(4, "body");
        lab.Dispatcher.Until(() => rig.Cluster.RetryCounters.Retries == 1);
        rig.Pass(Backoff);
        using var second = other.Accept();
        Assert.EndsWith("\r\n\r\nbody", second.ReadTo("body"), StringComparison.Ordinal);
        second.Send(Fine);
        client.Gets("200[ok].");
        rig.AssertNothingIsHeld(others: 1);
    }

    [Fact]
    public void With_the_tries_used_up_the_last_answer_goes_on_marked()
    {
        using var rig = Rig(retries: 1);
        var (client, first) = rig.Asked();
        using var _ = first;
        first.Send(Busy);
        lab.Dispatcher.Until(() => rig.Cluster.RetryCounters.Retries == 1);
        rig.Pass(Backoff);
        first.ReadTo(); // On the connection that was kept.
        first.Send(Busy);
        client.Gets("503[busy].");
        rig.AssertNothingIsHeld(idleConnections: 1);
        Assert.Equal((1, 1), (rig.Cluster.RetryCounters.LimitsExceeded, rig.Service.Counters.Flagged(ResponseFlag.UpstreamRetryLimitExceeded)));
        Assert.Equal(("via_upstream", ResponseFlag.UpstreamRetryLimitExceeded), (rig.Failure.Details, rig.Failure.Flags));
        Assert.Contains("all 2 tries are used up", client.LastHeaders.Header("x-actormesh-gave-up"), StringComparison.Ordinal);
    }

    [Fact]
    public void What_another_proxy_gave_up_on_is_passed_on_and_known_to_the_other_listeners()
    {
        using var rig = Rig();
        var client = rig.Client();
        client.Get("/", "GET", "x-request-id: 7");
        using var peer = rig.Upstream.Accept();
        peer.ReadTo();
        peer.Send("HTTP/1.1 503 Busy\r\nx-actormesh-gave-up: deep; tries=3\r\nContent-Length: 0\r\n\r\n");
        client.Gets("503.");
        Assert.Equal(0, rig.Cluster.RetryCounters.Retries);
        Assert.Equal("deep; tries=3", client.LastHeaders.Header("x-actormesh-gave-up"));
        Assert.Equal("deep; tries=3", rig.Service.GivenUp.Find("7"u8));
        client.Get("/", "GET", "x-request-id: 7");
        peer.ReadTo();
        peer.Send("HTTP/1.1 404 Gone\r\nContent-Length: 0\r\n\r\n");
        client.Gets("503.404.");
        Assert.Null(client.LastHeaders.Header("x-actormesh-gave-up"));
        rig.AssertNothingIsHeld(idleConnections: 1);
    }

    [Fact]
    public void An_application_that_fails_because_its_callee_did_is_not_asked_again_either()
    {
        using var rig = Rig(retries: 0);
        rig.Service.GivenUp.Note("7"u8, "deep; tries=3");
        var client = rig.Client();
        client.Get("/", "GET", "x-request-id: 7");
        using var peer = rig.Upstream.Accept();
        peer.ReadTo();
        peer.Send("HTTP/1.1 502 Bad\r\nContent-Length: 0\r\n\r\n");
        client.Gets("502.");
        Assert.Equal("deep; tries=3", client.LastHeaders.Header("x-actormesh-gave-up"));
    }

    [Theory]
    [InlineData("POST", 0)]
    [InlineData("PUT", 1)]
    public void Only_what_may_be_sent_twice_is_tried_again_once_it_was_sent(string method, int retries)
    {
        using var rig = Rig();
        var client = rig.Client();
        client.Begin(4, "body", method);
        using var peer = rig.Upstream.Accept();
        peer.ReadTo("body");
        peer.Reset();
        lab.Dispatcher.Until(() => rig.Cluster.RetryCounters.Retries == retries && (retries > 0 || client.Got.Length > 0));
        Assert.Equal(retries, rig.Cluster.RetryCounters.Retries);
    }

    [Fact]
    public void A_body_that_came_in_pieces_is_sent_again_whole()
    {
        using var rig = Rig();
        var other = rig.AddUpstream();
        var client = rig.Client();
        client.Begin(30_006, "abc", "PUT");
        using var first = rig.Upstream.Accept();
        first.ReadTo("abc");
        client.GoOn(new string('x', 30_000));
        first.ReadTo("xxx");
        first.Send(Busy); // Early: the request is not at its end.
        lab.Dispatcher.Until(() => rig.Cluster.RetryCounters.Retries == 1);
        rig.Pass(Backoff);
        using var second = other.Accept();
        second.ReadTo("abc");
        client.GoOn("end", isLast: true);
        Assert.Equal(new string('x', 30_000) + "end", second.ReadTo("end"));
        second.Send(Fine);
        client.Gets("200[ok].");
        rig.AssertNothingIsHeld(others: 1);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(20_000)]
    public void A_part_that_comes_during_the_wait_follows_what_was_kept(int length)
    {
        using var rig = Rig();
        var client = rig.Client();
        client.Begin(20_003 + length, "abc", "PUT");
        using var first = rig.Upstream.Accept();
        first.ReadTo("abc");
        client.GoOn(new string('x', 20_000));
        first.ReadTo(new string('x', 20_000));
        first.Reset();
        lab.Dispatcher.Until(() => rig.Cluster.RetryCounters.Retries == 1);
        client.GoOn(new string('y', length), isLast: true);
        rig.Pass(Backoff);
        using var second = rig.Upstream.Accept();
        second.ReadTo();
        Assert.Equal("abc" + new string('x', 20_000) + new string('y', length), second.ReadTo(new string('y', length)));
        second.Send(Fine);
        client.Gets("200[ok].");
        rig.AssertNothingIsHeld(idleConnections: 1);
    }

    [Fact]
    public void A_body_longer_than_what_is_kept_is_not_sent_again()
    {
        using var rig = Rig(buffer: 1000);
        var client = rig.Client();
        client.Begin(2003, "abc", "PUT");
        using var first = rig.Upstream.Accept();
        first.ReadTo("abc");
        client.GoOn(new string('x', 2000), isLast: true);
        first.ReadTo(new string('x', 2000));
        first.Send(Busy);
        client.Gets("503[busy].");
        Assert.Equal(0, rig.Cluster.RetryCounters.Retries);
        Assert.Contains("longer than the 1000 bytes", rig.Failure.Explanation, StringComparison.Ordinal);
        rig.AssertNothingIsHeld(idleConnections: 1);
    }

    [Fact]
    public void A_try_that_takes_too_long_is_given_up_for_another()
    {
        using var rig = Rig(more: ",\"per_try_timeout\":\"1s\"");
        var other = rig.AddUpstream();
        var (client, first) = rig.Asked();
        using var _ = first;
        rig.PassAlmost(TimeSpan.FromSeconds(1));
        Assert.Equal(0, rig.Cluster.RetryCounters.TryTimeouts);
        rig.PassTheRest();
        Assert.Equal((1, 1), (rig.Cluster.RetryCounters.TryTimeouts, rig.Cluster.RetryCounters.Retries));
        Assert.Equal("", first.ReadToEnd());
        rig.Pass(Backoff);
        using var second = other.Accept();
        second.ReadTo();
        second.Send(Fine);
        client.Gets("200[ok].");
        rig.AssertNothingIsHeld(others: 1);
    }

    [Fact]
    public void The_time_of_a_try_ends_the_request_when_no_try_is_left()
    {
        using var rig = Rig("reset", retries: 0, more: ",\"per_try_timeout\":\"1s\"");
        var (client, first) = rig.Asked();
        using var _ = first;
        rig.Pass(TimeSpan.FromSeconds(1.1));
        client.Gets("504 UT[upstream request timeout].");
        Assert.Equal("upstream_per_try_timeout", rig.Failure.Details);
        rig.AssertNothingIsHeld();
    }

    [Fact]
    public void A_client_that_leaves_during_a_wait_gives_the_retry_back()
    {
        using var rig = Rig(more: ",\"retry_back_off\":{\"base_interval\":\"100s\",\"max_interval\":\"100s\"}", timeout: "0");
        var (client, first) = rig.Asked();
        first.Send(Busy);
        lab.Dispatcher.Until(() => rig.Cluster.RetryCounters.Retries == 1);
        Assert.Equal(1, rig.Cluster.Retries.Active);
        client.Dispose();
        lab.Dispatcher.Until(() => rig.Cluster.Retries.Active == 0);
        rig.AssertNothingIsHeld(idleConnections: 1);
        first.Dispose();
    }

    [Theory]
    [InlineData(100, "longer than the time that is left")]
    [InlineData(1000, "more than 300 s")]
    public void No_wait_is_begun_that_would_outlast_the_request_or_all_patience(int seconds, string told)
    {
        using var rig = Rig(
            more: $",\"retry_back_off\":{{\"base_interval\":\"{seconds}s\",\"max_interval\":\"{seconds}s\"}}",
            fields: "\"metadata\":{\"filter_metadata\":{\"actormesh.retries\":{\"jitter\":\"none\"}}},");
        var (client, first) = rig.Asked();
        using var _ = first;
        first.Send(Busy);
        client.Gets("503[busy].");
        Assert.Contains(told, rig.Failure.Explanation, StringComparison.Ordinal);
        rig.AssertNothingIsHeld(idleConnections: 1);
    }

    [Fact]
    public void A_budget_that_is_spent_passes_the_failure_on()
    {
        using var rig = Rig(limits: new RetryLimits(0));
        var (client, first) = rig.Asked();
        using var _ = first;
        first.Send(Busy);
        client.Gets("503[busy].");
        Assert.Equal((1, 1), (rig.Cluster.RetryCounters.Overflows, rig.Service.Counters.Flagged(ResponseFlag.UpstreamOverflow)));
        Assert.Contains("max_retries", rig.Failure.Explanation, StringComparison.Ordinal);
        rig.AssertNothingIsHeld(idleConnections: 1);
    }

    [Fact]
    public void An_answer_that_has_begun_is_never_tried_again()
    {
        using var rig = Rig();
        var (client, first) = rig.Asked();
        using var _ = first;
        first.Send("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc");
        client.Gets("200[abc]");
        first.Reset();
        client.Breaks();
        Assert.Equal(0, rig.Cluster.RetryCounters.Retries);
        rig.AssertNothingIsHeld();
    }

    [Fact]
    public void An_open_breaker_answers_for_the_endpoints()
    {
        using var rig = new ExchangeRig(lab, breaker: new BreakerSettings { RequestsMin = 1, FailureRatio = 0.5, Jitter = 0, OpenFor = TimeSpan.FromSeconds(5) });
        var (client, peer) = rig.Asked();
        using var _ = peer;
        peer.Send("HTTP/1.1 500 Bad\r\nContent-Length: 0\r\n\r\n");
        client.Gets("500.");
        client.Get();
        client.Gets("500.503 UO[upstream connect error or disconnect/reset before headers. reset reason: circuit breaker open].");
        Assert.Equal(("open", "5"), (client.LastHeaders.Header("x-actormesh-breaker"), client.LastHeaders.Header("retry-after")));
        Assert.Equal(1, rig.Endpoint.Total);
        rig.AssertNothingIsHeld(idleConnections: 1);
    }

    private ExchangeRig Rig(string on = "5xx", int retries = 2, string more = "", bool refuses = false, int? buffer = null, string? timeout = null, RetryLimits? limits = null,
        string fields = "")
    {
        var backoff = more.Contains("retry_back_off", StringComparison.Ordinal) ? "" : ",\"retry_back_off\":{\"base_interval\":\"0.02s\",\"max_interval\":\"0.02s\"}";
        var route = $$""" "retry_policy":{"retry_on":"{{on}}","num_retries":{{retries}}{{backoff}}{{more}}} """;
        if (timeout is not null) route += $",\"timeout\":\"{timeout}s\"";
        return new ExchangeRig(lab, route, retries: limits, refuses: refuses, routeFields: buffer is { } most ? $"\"per_request_buffer_limit_bytes\":{most}," : fields);
    }
}

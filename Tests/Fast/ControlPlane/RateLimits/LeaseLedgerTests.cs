using ActorMesh.ControlPlane.RateLimits;
using ActorMesh.Runtime.Time;
using Xunit;

namespace ActorMesh.Tests.Fast.ControlPlane.RateLimits;

public sealed class LeaseLedgerTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private long _lease;
    private Instant _now = new(TimeSpan.TicksPerDay);

    [Fact]
    public void A_bucket_begins_empty_and_fills_at_the_rate()
    {
        var ledger = Ledger(rate: 10, burst: 5);

        Assert.Equal(0, Ask(ledger, "a", 5).Tokens);
        Pass(0.3);
        Assert.Equal(3, Ask(ledger, "a", 5).Tokens);
        Pass(100);
        Assert.Equal(5, ledger.Read(_now).Free);
    }

    [Fact]
    public void A_token_that_is_out_drains_only_when_it_is_dead()
    {
        var ledger = Full(rate: 10, burst: 5);
        Ask(ledger, "a", 5);

        Pass(0.9);
        Assert.Equal(0, ledger.Read(_now).Free);
        Pass(0.3); // Dead for 0.2 s.
        Assert.Equal(2, ledger.Read(_now).Free);
    }

    [Fact]
    public void A_token_that_is_known_to_be_spent_drains_from_then_on()
    {
        var ledger = Full(rate: 10, burst: 5);
        var grant = Ask(ledger, "a", 5);

        Ask(ledger, "a", 0, new LeaseReport(grant.Lease, 5, IsOver: true));
        Pass(0.2);

        Assert.Equal((2, 0), (ledger.Read(_now).Free, ledger.Out));
    }

    [Fact]
    public void What_is_given_back_is_there_at_once_and_only_once()
    {
        var ledger = Full(rate: 0.001, burst: 5);
        var grant = Ask(ledger, "a", 5);
        var report = new LeaseReport(grant.Lease, 1, IsOver: true);

        Ask(ledger, "a", 0, report);
        Ask(ledger, "a", 0, report);

        Assert.Equal((4, 4L), (ledger.Read(_now).Free, ledger.GivenBack));
    }

    [Fact]
    public void Nobody_reports_of_the_lease_of_another()
    {
        var ledger = Full(rate: 0.001, burst: 5);
        var grant = Ask(ledger, "a", 5);

        Ask(ledger, "b", 0, new LeaseReport(grant.Lease, 0, IsOver: true));

        Assert.Equal((0, 5), (ledger.Read(_now).Free, ledger.Out));
    }

    [Fact]
    public void A_report_can_not_be_taken_back()
    {
        var ledger = Full(rate: 0.001, burst: 5);
        var grant = Ask(ledger, "a", 5);

        Ask(ledger, "a", 0, new LeaseReport(grant.Lease, 3, IsOver: false));
        Ask(ledger, "a", 0, new LeaseReport(grant.Lease, 1, IsOver: true));

        Assert.Equal(2, ledger.Read(_now).Free);
    }

    [Fact]
    public void An_ask_that_comes_twice_grants_once()
    {
        var ledger = Full(rate: 1, burst: 10);

        var first = ledger.Ask("a", 7, 2, [], 1, _now);
        var again = ledger.Ask("a", 7, 2, [], 2, _now);
        var late = ledger.Ask("a", 6, 2, [], 3, _now);

        Assert.Equal((2, 0, 0), (first.Tokens, again.Tokens, late.Tokens));
    }

    [Fact]
    public void What_is_free_is_shared_by_those_who_ask()
    {
        var ledger = Full(rate: 1, burst: 100);
        foreach (var asker in new[] { "a", "b", "c", "d" }) Ask(ledger, asker, 1);

        Assert.Equal(96 / 4, Ask(ledger, "a", 1000).Tokens);
    }

    [Fact]
    public void Who_asked_in_vain_comes_first()
    {
        var ledger = Full(rate: 10, burst: 1);
        var grant = Ask(ledger, "greedy", 1);
        Ask(ledger, "greedy", 0, new LeaseReport(grant.Lease, 1, IsOver: true));
        Assert.Equal(0, Ask(ledger, "patient", 1).Tokens);

        Pass(0.1);

        Assert.Equal(0, Ask(ledger, "greedy", 1).Tokens);
        Assert.Equal(1, Ask(ledger, "patient", 1).Tokens);
    }

    [Fact]
    public void A_refusal_says_when_to_come_again()
    {
        var ledger = Full(rate: 10, burst: 1);
        Assert.True(ledger.TrySpend(1, _now));

        var refused = Ask(ledger, "a", 1);
        Assert.Equal(0.1, refused.RetryAfter.TotalSeconds, 3);
        _now += refused.RetryAfter;

        Assert.Equal(1, Ask(ledger, "a", 1).Tokens);
    }

    [Fact]
    public void Other_numbers_keep_what_is_out_and_what_has_not_drained()
    {
        var ledger = Full(rate: 10, burst: 10);
        Ask(ledger, "a", 4);
        Assert.True(ledger.TrySpend(2, _now));

        ledger.Change(new LimitNumbers(1, 20), _now);
        Assert.Equal(14, ledger.Read(_now).Free);
        ledger.Change(new LimitNumbers(1, 5), _now);
        Assert.Equal(0, ledger.Read(_now).Free);
        Assert.False(ledger.TrySpend(1, _now));
    }

    [Fact]
    public void It_is_unused_when_it_is_full_and_nobody_asks()
    {
        var ledger = Full(rate: 10, burst: 10);
        Ask(ledger, "a", 1);
        Assert.False(ledger.IsUnused(_now));

        Pass(1.2);

        Assert.True(ledger.IsUnused(_now));
    }

    private LeaseLedger Ledger(double rate, int burst) => new(new LimitNumbers(rate, burst), Second, _now);

    private LeaseLedger Full(double rate, int burst) => new(new LimitNumbers(rate, burst), Second, new Instant(_now.Ticks - TimeSpan.TicksPerDay));

    private LeaseGrant Ask(LeaseLedger ledger, string asker, int wanted, params LeaseReport[] reports) =>
        ledger.Ask(asker, ++_lease, wanted, reports, _lease, _now);

    private void Pass(double seconds) => _now += TimeSpan.FromSeconds(seconds);
}

using ActorMesh.ControlPlane.RateLimits;
using ActorMesh.Runtime.Contracts.Control;
using ActorMesh.Runtime.Time;
using Xunit;
using Verdict = ActorMesh.Runtime.Contracts.Control.LeaseAnswer.Types.Verdict;

namespace ActorMesh.Tests.Fast.ControlPlane.RateLimits;

public sealed class LeaseCoordinatorTests
{
    private static readonly LimitNumbers Limit = new(10, 5);
    private static readonly Instant Start = new(TimeSpan.TicksPerDay);

    private readonly LeaseTimes _times = new();
    private readonly LeaseCoordinator _coordinator;
    private Instant _now = Start;
    private long _number;

    public LeaseCoordinatorTests() => _coordinator = new LeaseCoordinator(new CoordinatorTerm { Epoch = 3, Incarnation = 1000 }, _times, Start);

    [Fact]
    public void One_that_begins_grants_nothing_until_the_leases_before_it_are_dead_and_then_fills_from_nothing()
    {
        _now = Start + (_times.Settling - TimeSpan.FromTicks(1));
        var early = Ask();
        _now = Start + _times.Settling;
        var empty = Ask();
        _now += TimeSpan.FromSeconds(0.2);

        Assert.Equal((Verdict.Unsettled, TimeSpan.FromTicks(1)), (early.Verdict, early.RetryAfter.ToTimeSpan()));
        Assert.Equal((Verdict.Exhausted, 2), (empty.Verdict, Ask(wanted: 9).Tokens));
        Assert.True(_times.Settling > _times.Lifetime + _times.Hearing);
    }

    [Fact]
    public void A_limit_that_nobody_had_needs_no_waiting_once_the_coordinator_has_waited()
    {
        _now = Start + _times.Settling + TimeSpan.FromHours(1);

        Assert.Equal((Verdict.Granted, 5), (Ask(wanted: 9, value: "new").Verdict, Ask(wanted: 9, value: "newer").Tokens));
    }

    [Fact]
    public void Who_does_not_hear_from_most_nodes_grants_nothing()
    {
        _now = Start + TimeSpan.FromHours(1);

        Assert.Equal(Verdict.Unsettled, Ask(mayGrant: false).Verdict);
        Assert.Equal(Verdict.Unsettled, _coordinator.Spend(1, Key("all"), Limit, mayGrant: false, _now).Verdict);
        Assert.Equal(Verdict.Granted, Ask().Verdict);
    }

    [Fact]
    public void Word_of_a_later_one_makes_it_begin_anew_above_it()
    {
        _now = Start + TimeSpan.FromHours(1);
        var before = Ask();
        var after = Ask(known: new CoordinatorTerm { Epoch = 4, Incarnation = 7 });
        _now += _times.Settling;

        Assert.Equal((Verdict.Granted, Verdict.Unsettled), (before.Verdict, after.Verdict));
        Assert.Equal((4L, 8L), (after.Term.Epoch, after.Term.Incarnation));
        Assert.Equal(Verdict.Exhausted, Ask().Verdict);
    }

    [Fact]
    public void A_limit_that_the_mesh_does_not_have_is_none()
    {
        _now = Start + TimeSpan.FromHours(1);

        Assert.Equal(Verdict.Unlimited, _coordinator.Ask("s", new LeaseAsk { Number = 1, Wanted = 1 }, Key("all"), limit: null, mayGrant: true, _now).Verdict);
    }

    [Fact]
    public void Limits_that_are_full_are_forgotten_and_no_others()
    {
        _now = Start + TimeSpan.FromHours(1);
        Ask(value: "old");
        _now += TimeSpan.FromMinutes(1);
        Ask(wanted: 5, value: "used");

        _coordinator.Sweep(_now);

        Assert.Equal(1, _coordinator.Limits);
        Assert.Equal(Verdict.Exhausted, Ask(value: "used").Verdict);
    }

    [Fact]
    public void Keys_beyond_the_bound_are_refused_and_cost_no_search_each_and_those_that_are_there_are_kept()
    {
        _now = Start + TimeSpan.FromHours(1);
        for (var i = 0; i < LeaseCoordinator.LimitsMax; i++) Ask(wanted: 5, value: $"key {i}");
        var (late, known) = (Ask(value: "late"), Ask(value: "key 7"));
        _now += TimeSpan.FromSeconds(0.9);
        var soon = Ask(value: "late");
        _now += TimeSpan.FromSeconds(5);

        Assert.Equal((Verdict.Unsettled, Verdict.Exhausted, Verdict.Unsettled), (late.Verdict, known.Verdict, soon.Verdict));
        Assert.Equal((Verdict.Granted, 1), (Ask(value: "late").Verdict, _coordinator.Limits));
    }

    [Fact]
    public void Tokens_for_a_single_request_come_out_of_the_same_bucket()
    {
        _now = Start + TimeSpan.FromHours(1);
        Ask(wanted: 3);

        var (verdict, reading) = _coordinator.Spend(2, Key("all"), Limit, mayGrant: true, _now);

        Assert.Equal((Verdict.Granted, 0), (verdict, reading.Free));
        Assert.Equal(Verdict.Exhausted, _coordinator.Spend(1, Key("all"), Limit, mayGrant: true, _now).Verdict);
    }

    private static LimitName Name(string value) => new() { Domain = "d", Entries = { new LimitName.Types.Entry { Key = "k", Value = value } } };

    private static LimitKey Key(string value) => LimitKey.Of(Name(value))!;

    private LeaseAnswer Ask(int wanted = 1, string value = "all", bool mayGrant = true, CoordinatorTerm? known = null) =>
        _coordinator.Ask("s", new LeaseAsk { Limit = Name(value), Number = ++_number, Wanted = wanted, Known = known }, Key(value), Limit, mayGrant, _now);
}

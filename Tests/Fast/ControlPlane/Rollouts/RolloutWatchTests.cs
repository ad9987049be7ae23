using ActorMesh.ControlPlane.Resources;
using ActorMesh.ControlPlane.Rollouts;
using CsCheck;
using Xunit;

namespace ActorMesh.Tests.Fast.ControlPlane.Rollouts;

public sealed class RolloutWatchTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Bake = TimeSpan.FromMinutes(2);
    private readonly RolloutWatch _watch = new();
    private readonly ErrorTallies _errors = new();

    [Fact]
    public void It_goes_from_one_proxy_to_the_share_that_was_asked_for_to_all()
    {
        var fleet = Fleet(200);
        List<int> steps = [0];
        var now = Start;
        _watch.Begin(null, now);
        for (var turn = 0; turn < 20; turn++)
        {
            var rollout = Of(steps[^1]);
            var proxies = Running(fleet, rollout);
            if (rollout.Percent > 0) Assert.NotEqual("", Assert.IsType<RolloutDecision.Hold>(_watch.Look(rollout, proxies, _errors, now)).Note);
            now += Bake - TimeSpan.FromSeconds(1);
            if (rollout.Percent > 0) Assert.IsType<RolloutDecision.Hold>(_watch.Look(rollout, proxies, _errors, now));
            now += TimeSpan.FromSeconds(1);
            var decision = _watch.Look(rollout, proxies, _errors, now);
            if (decision is RolloutDecision.Finish) break;
            steps.Add(Assert.IsType<RolloutDecision.Widen>(decision).Percent);
        }
        Assert.Equal([0, 1, 10, 50, 100], steps);
    }

    [Fact]
    public void With_few_proxies_the_first_step_takes_one_of_them()
    {
        var fleet = Fleet(4);
        _watch.Begin(Of(0), Start);
        var widen = Assert.IsType<RolloutDecision.Widen>(_watch.Look(Of(0), fleet, _errors, Start + RolloutWatch.SettleTime));
        Assert.Single(fleet, proxy => CanaryShare.Includes(proxy.Proxy, 7, widen.Percent));
    }

    [Fact]
    public void One_refusal_takes_it_back_at_once()
    {
        var fleet = Fleet(50).ToList();
        fleet[3] = fleet[3] with { Refused = 7, Refusal = "cluster 'x' has no endpoints" };
        var decision = Assert.IsType<RolloutDecision.RollBack>(_watch.Look(Of(10), fleet, _errors, Start));
        Assert.Contains("cluster 'x' has no endpoints", decision.Note, StringComparison.Ordinal);
        Assert.Contains(fleet[3].Proxy, decision.Note, StringComparison.Ordinal);
    }

    [Fact]
    public void One_service_alone_stops_three_versions_and_not_the_next()
    {
        var fleet = Fleet(50).ToList();
        for (var version = 7; version < 7 + RolloutVetoes.InARowMax; version++)
        {
            Assert.IsType<RolloutDecision.RollBack>(Look(version, fleet[3].Proxy));
            Assert.IsType<RolloutDecision.RollBack>(Look(version, fleet[3].Proxy)); // Until it is taken back.
        }
        var note = Assert.IsType<RolloutDecision.Finish>(Look(10, fleet[3].Proxy)).Note;
        Assert.Contains($"but at {fleet[3].Proxy}: {fleet[3].Service} alone stopped the 3 versions before", note, StringComparison.Ordinal);
        Assert.IsType<RolloutDecision.RollBack>(Look(11, fleet[3].Proxy, fleet[4].Proxy));
        Assert.IsType<RolloutDecision.RollBack>(Look(12, fleet[3].Proxy));

        RolloutDecision Look(long version, params string[] refusing)
        {
            var rollout = new RolloutStep(version, 1, 100, 100, Bake);
            var now = Start + (version * TimeSpan.FromHours(1));
            _watch.Begin(rollout, now);
            var proxies = fleet.Select((proxy, i) => proxy with { Service = $"s{i}" }).Select(proxy => refusing.Contains(proxy.Proxy) ? proxy with { Refused = version } : proxy with { Running = version }).ToList();
            fleet = [.. fleet.Select((proxy, i) => proxy with { Service = $"s{i}" })];
            return _watch.Look(rollout, proxies, _errors, now + Bake + RolloutWatch.TellMax);
        }
    }

    [Fact]
    public void A_refusal_of_another_version_is_none_of_its_business()
    {
        var fleet = Running(Fleet(50), Of(10)).Select(proxy => proxy with { Refused = 5 }).ToList();
        Assert.IsType<RolloutDecision.Hold>(_watch.Look(Of(10), fleet, _errors, Start));
    }

    [Fact]
    public void A_rise_in_errors_takes_it_back()
    {
        var rollout = Of(50);
        var fleet = Running(Fleet(50), rollout);
        _watch.Begin(rollout, Start);
        foreach (var proxy in fleet.Concat(fleet)) _errors.Count(proxy, 100, proxy.Running == 7 ? 5 : 1);
        var decision = Assert.IsType<RolloutDecision.RollBack>(_watch.Look(rollout, fleet, _errors, Start + Bake));
        Assert.Contains("5.0", decision.Note, StringComparison.Ordinal);
    }

    [Fact]
    public void A_step_is_not_over_before_its_proxies_told_how_requests_fare()
    {
        var rollout = Of(50);
        var fleet = Running(Fleet(50), rollout);
        _watch.Begin(rollout, Start);
        foreach (var proxy in fleet) _errors.Count(proxy, 100, 0);
        var hold = Assert.IsType<RolloutDecision.Hold>(_watch.Look(rollout, fleet, _errors, Start + Bake));
        Assert.Contains("to tell how requests fare", hold.Note, StringComparison.Ordinal);
        Assert.IsType<RolloutDecision.Widen>(_watch.Look(rollout, fleet, _errors, Start + Bake + RolloutWatch.TellMax));

        foreach (var proxy in fleet) _errors.Count(proxy, 0, 0);
        Assert.IsType<RolloutDecision.Widen>(_watch.Look(rollout, fleet, _errors, Start + Bake));
    }

    [Fact]
    public void Proxies_that_run_it_and_stay_away_take_it_back()
    {
        var rollout = Of(50);
        var fleet = Running(Fleet(50), rollout);
        _watch.Begin(rollout, Start);
        var gone = fleet.Select(proxy => proxy.Running == 7 ? proxy with { GoneAt = Start + TimeSpan.FromSeconds(1) } : proxy).ToList();
        Assert.IsType<RolloutDecision.Hold>(_watch.Look(rollout, gone, _errors, Start + RolloutWatch.AwayMax));
        var decision = Assert.IsType<RolloutDecision.RollBack>(_watch.Look(rollout, gone, _errors, Start + RolloutWatch.AwayMax + TimeSpan.FromSeconds(2)));
        Assert.Contains("went away", decision.Note, StringComparison.Ordinal);
    }

    [Fact]
    public void Proxies_that_said_that_they_leave_are_no_failure()
    {
        var rollout = Of(50);
        var fleet = Running(Fleet(50), rollout);
        _watch.Begin(rollout, Start);
        var scaledDown = fleet.Select(proxy => proxy.Running == 7 ? proxy with { GoneAt = Start + TimeSpan.FromSeconds(1), HasLeft = true } : proxy).ToList();
        Assert.IsType<RolloutDecision.Widen>(_watch.Look(rollout, scaledDown, _errors, Start + Bake));
    }

    [Fact]
    public void Proxies_that_are_not_served_have_no_part_in_it()
    {
        var fleet = Fleet(4);
        var unserved = Fleet(200)[4..].ConvertAll(proxy => proxy with { Running = 0, IsUnserved = true });
        _watch.Begin(Of(0), Start);
        var first = Assert.IsType<RolloutDecision.Widen>(_watch.Look(Of(0), [.. fleet, .. unserved], _errors, Start + RolloutWatch.SettleTime)).Percent;
        Assert.Single(fleet, proxy => CanaryShare.Includes(proxy.Proxy, 7, first));
        var all = Of(100);
        _watch.Begin(all, Start);
        Assert.IsType<RolloutDecision.Finish>(_watch.Look(all, [.. Running(fleet, all), .. unserved], _errors, Start + Bake));
    }

    [Fact]
    public void Who_does_not_take_it_holds_it_up_and_then_takes_it_back()
    {
        var rollout = Of(100);
        var fleet = Fleet(10);
        _watch.Begin(rollout, Start);
        var held = Assert.IsType<RolloutDecision.Hold>(_watch.Look(rollout, fleet, _errors, Start + Bake));
        Assert.Contains("waits for", held.Note, StringComparison.Ordinal);
        Assert.IsType<RolloutDecision.RollBack>(_watch.Look(rollout, fleet, _errors, Start + Bake + RolloutWatch.WaitMax + TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public void A_new_leader_bakes_anew()
    {
        var rollout = Of(10);
        var fleet = Running(Fleet(100), rollout);
        _watch.Look(rollout, fleet, _errors, Start);
        Assert.IsType<RolloutDecision.Widen>(_watch.Look(rollout, fleet, _errors, Start + Bake));
        Assert.IsType<RolloutDecision.Hold>(new RolloutWatch().Look(rollout, fleet, _errors, Start + Bake));
    }

    [Fact]
    public void Without_proxies_it_ends_all_the_same()
    {
        _watch.Begin(Of(10), Start);
        Assert.Equal(100, Assert.IsType<RolloutDecision.Widen>(_watch.Look(Of(10), [], _errors, Start + Bake)).Percent);
        _watch.Begin(Of(100), Start + Bake);
        Assert.IsType<RolloutDecision.Finish>(_watch.Look(Of(100), [], _errors, Start + Bake + Bake));
    }

    [Fact]
    public void Steps_only_rise_and_reach_all() =>
        Gen.Select(Gen.Int[1, 100], Gen.Int[1, 100], Gen.Int[0, 99]).Sample((asked, first, start) =>
        {
            var percent = start;
            for (var step = 0; percent < 100; step++)
            {
                var next = RolloutSteps.After(percent, asked, first);
                Assert.InRange(next, percent + 1, 100);
                percent = next;
                Assert.True(step < 8);
            }
        });

    [Fact]
    public void Each_proxy_that_has_a_canary_keeps_it_when_the_share_grows() =>
        Gen.Select(Gen.String, Gen.Long, Gen.Int[0, 100], Gen.Int[0, 100]).Sample((proxy, version, one, other) =>
            Assert.True(!CanaryShare.Includes(proxy, version, Math.Min(one, other)) || CanaryShare.Includes(proxy, version, Math.Max(one, other))));

    private static RolloutStep Of(int percent) => new(7, 6, percent, 10, Bake);

    private static List<LedgerProxy> Fleet(int count) =>
        [.. Enumerable.Range(0, count).Select(i => new LedgerProxy($"orders-{i}", "orders", "n:1", Start, 6, 0, "", Start, null))];

    private static List<LedgerProxy> Running(List<LedgerProxy> fleet, RolloutStep rollout) =>
        [.. fleet.Select(proxy => CanaryShare.Includes(proxy.Proxy, rollout.Version, rollout.Percent) ? proxy with { Running = rollout.Version } : proxy)];
}

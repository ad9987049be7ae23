using ActorMesh.DataPlane.Resilience.Ejection;
using Xunit;
using static ActorMesh.Tests.Fast.DataPlane.Resilience.Ejection.Outcomes;

namespace ActorMesh.Tests.Fast.DataPlane.Resilience.Ejection;

public sealed class OutlierDetectorTests
{
    private static readonly OutlierSettings Half = new() { MaxEjectionPercent = 50, EnforcingSuccessRate = 0 };

    [Fact]
    public void The_fifth_failure_in_a_row_ejects_at_once()
    {
        var run = new DetectorRun(Half, 4);
        Assert.Empty(run.Report(2, Answer(500), 4));
        var decision = Assert.Single(run.Report(2, Answer(500)));
        Assert.Equal((EjectionVerdict.Ejected, EjectionCause.Consecutive5xx, TimeSpan.FromSeconds(30)), (decision.Verdict, decision.Cause, decision.Duration));
        Assert.Equal("5 failures of 500 and above in a row, threshold 5", decision.Why);
        Assert.Equal([2], run.Out);
        Assert.Equal((1, 1, 1), (run.Counters.Active, run.Counters.EnforcedTotal, run.Counters.Enforced(EjectionCause.Consecutive5xx)));
    }

    [Theory]
    [InlineData(10, 9, 0)]
    [InlineData(10, 10, 1)]
    [InlineData(10, 19, 1)]
    [InlineData(10, 20, 2)]
    [InlineData(34, 3, 1)]
    [InlineData(33, 3, 0)]
    [InlineData(50, 4, 2)]
    [InlineData(100, 4, 4)]
    [InlineData(0, 4, 0)]
    public void No_more_than_the_share_is_out(int percent, int hosts, int most)
    {
        var run = new DetectorRun(Half with { MaxEjectionPercent = percent }, hosts);
        for (var host = 0; host < hosts; host++) run.Report(host, Answer(500), 5);
        Assert.Equal(most, run.Out.Count());
        Assert.Equal(hosts - most, run.Counters.Overflows);
    }

    [Fact]
    public void Always_one_may_be_out_where_so_configured()
    {
        var run = new DetectorRun(Half with { MaxEjectionPercent = 0, AlwaysEjectsOne = true }, 3);
        for (var host = 0; host < 3; host++) run.Report(host, Answer(500), 5);
        Assert.Equal([0], run.Out);
    }

    [Fact]
    public void The_last_healthy_one_stays_where_so_configured()
    {
        var run = new DetectorRun(Half with { MaxEjectionPercent = 100, AlwaysKeepsOne = true }, 3);
        run[1].IsHealthy = false;
        run.Report(0, Answer(500), 5);
        var refused = Assert.Single(run.Report(2, Answer(500), 5));
        Assert.Equal((EjectionVerdict.Overflow, "5 failures of 500 and above in a row, threshold 5; it is the last healthy endpoint"), (refused.Verdict, refused.Why));
        Assert.Equal([0], run.Out);
        Assert.Empty(new DetectorRun(Half with { AlwaysKeepsOne = true, AlwaysEjectsOne = true }, 1).Report(0, Answer(500), 4));
    }

    [Fact]
    public void When_only_ejected_ones_are_left_the_next_to_return_does_so()
    {
        var run = new DetectorRun(Half with { MaxEjectionPercent = 100, AlwaysKeepsOne = true }, 3);
        run.Report(1, Answer(500), 5);
        run.TickAfter(10);
        run.Report(0, Answer(500), 5);
        var decision = Assert.Single(run.Detector.Remove(run[2]));
        Assert.Equal((EjectionVerdict.Returned, "host-1"), (decision.Verdict, decision.Host.Name));
        Assert.Equal(1, run.Counters.Active);
        Assert.Equal([0], run.Out);
    }

    [Fact]
    public void A_run_that_was_refused_must_be_reached_anew()
    {
        var run = new DetectorRun(Half with { MaxEjectionPercent = 25 }, 4);
        run.Report(0, Answer(500), 5);
        Assert.Equal(2, run.Report(1, Answer(500), 10).Count(decision => decision.Verdict == EjectionVerdict.Overflow));
    }

    [Fact]
    public void Each_ejection_lasts_longer_up_to_the_longest_and_good_times_shorten_the_next()
    {
        var run = new DetectorRun(Half with { MaxEjectionTime = TimeSpan.FromSeconds(75) }, 4);
        Assert.Equal([30, 60, 75, 75, 75], Enumerable.Range(0, 5).Select(_ => EjectAndWait(run)));
        // It grows until it is a base time beyond the longest: 75 + 30 s are 4 base times. Three good intervals make that 1.
        for (var interval = 0; interval < 3; interval++) run.TickAfter(10);
        Assert.Equal(60, EjectAndWait(run));

        static double EjectAndWait(DetectorRun run)
        {
            var duration = run.Report(0, Answer(500), 5).Single().Duration.TotalSeconds;
            while (run[0].IsOut) run.TickAfter(10);
            return duration;
        }
    }

    [Fact]
    public void It_returns_at_the_first_look_after_its_time_with_a_clean_record()
    {
        var run = new DetectorRun(Half, 4);
        run.Now += TimeSpan.FromSeconds(3);
        run.Report(0, Answer(500), 5);
        run.Report(0, Answer(500), 4);
        run.TickAfter(7);
        run.TickAfter(10);
        Assert.Empty(run.TickAfter(10));
        var decision = Assert.Single(run.TickAfter(10));
        Assert.Equal((EjectionVerdict.Returned, "its time is over"), (decision.Verdict, decision.Why));
        Assert.Equal((0, 0), (run.Counters.Active, run[0].Cell.ServerErrors));
        Assert.Single(run.Report(0, Answer(500), 5));
    }

    [Theory]
    [InlineData(0.0, 30)]
    [InlineData(0.5, 35)]
    public void Jitter_is_added_to_the_time(double draw, int seconds)
    {
        var run = new DetectorRun(Half with { MaxEjectionTimeJitter = TimeSpan.FromSeconds(10) }, 4, () => draw);
        Assert.Equal(seconds, run.Report(0, Answer(500), 5).Single().Duration.TotalSeconds);
    }

    [Theory]
    [InlineData(100, 0.999, EjectionVerdict.Ejected, true)]
    [InlineData(30, 0.29, EjectionVerdict.Ejected, true)]
    [InlineData(30, 0.30, EjectionVerdict.NotEnforced, true)]
    [InlineData(0, 0.0, EjectionVerdict.NotEnforced, false)]
    public void A_share_of_ejections_is_carried_out(int percent, double draw, EjectionVerdict verdict, bool isNews)
    {
        var run = new DetectorRun(Half with { EnforcingConsecutive5xx = percent }, 4, () => draw);
        var decision = run.Report(0, Answer(500), 5).Single();
        Assert.Equal((verdict, isNews), (decision.Verdict, decision.IsNews));
        Assert.Equal(1, run.Counters.Detected(EjectionCause.Consecutive5xx));
    }

    [Fact]
    public void A_gateway_failure_that_is_not_enforced_leaves_the_run_of_5xx_alone()
    {
        var run = new DetectorRun(Half with { ConsecutiveGatewayFailures = 3 }, 4);
        Assert.Equal([EjectionVerdict.NotEnforced, EjectionVerdict.Ejected], run.Report(0, Answer(503), 5).Select(decision => decision.Verdict));
    }

    [Fact]
    public void Two_thresholds_at_once_are_one_ejection()
    {
        var run = new DetectorRun(Half with { EnforcingConsecutiveGatewayFailures = 100 }, 4);
        Assert.Equal(EjectionCause.ConsecutiveGatewayFailure, run.Report(0, Answer(503), 5).Single().Cause);
        Assert.Equal(1, run[0].Cell.Ejections);
    }

    [Fact]
    public void A_passed_check_brings_it_back_where_so_configured()
    {
        var run = new DetectorRun(Half, 4);
        run.Report(0, Answer(500), 5);
        Assert.Equal(EjectionVerdict.Returned, run.Detector.PassCheck(run[0]).Single().Verdict);
        Assert.Empty(run.Detector.PassCheck(run[0]));
        run.Detector.Change(Half with { ReturnsOnPassedCheck = false });
        run.Report(0, Answer(500), 5);
        Assert.Empty(run.Detector.PassCheck(run[0]));
    }

    [Fact]
    public void Other_settings_keep_who_is_out_and_none_at_all_bring_everybody_back()
    {
        var run = new DetectorRun(Half, 4);
        run.Report(0, Answer(500), 5);
        run.Report(1, Answer(500), 4);
        Assert.Empty(run.Detector.Change(Half with { Consecutive5xx = 3 }));
        Assert.Equal([0], run.Out);
        Assert.Empty(run.Report(1, Answer(500), 2));
        Assert.Equal("outlier detection was turned off", run.Detector.Change(null).Single().Why);
        Assert.Empty(run.Report(0, Answer(500), 100));
        Assert.Equal(0, run.Counters.Active);
        Assert.Empty(run.Out);
    }
}

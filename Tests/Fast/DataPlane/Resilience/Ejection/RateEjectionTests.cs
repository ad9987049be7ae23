using ActorMesh.DataPlane.Resilience.Ejection;
using Xunit;
using static ActorMesh.Tests.Fast.DataPlane.Resilience.Ejection.Outcomes;

namespace ActorMesh.Tests.Fast.DataPlane.Resilience.Ejection;

/// <summary>What is compared once an interval. Runs of failures are off.</summary>
public sealed class RateEjectionTests
{
    private static readonly OutlierSettings Rates = new()
    {
        Consecutive5xx = 0, ConsecutiveGatewayFailures = 0, ConsecutiveLocalOriginFailures = 0, MaxEjectionPercent = 100,
    };

    [Fact]
    public void A_success_rate_far_below_the_mean_ejects()
    {
        var run = new DetectorRun(Rates, 5);
        Serve(run, 100, 0, 0, 0, 0, 50);
        var decision = Assert.Single(run.TickAfter(10));
        Assert.Equal((EjectionCause.SuccessRate, "host-4"), (decision.Cause, decision.Host.Name));
        Assert.Equal("50.0 % of 100 attempts went well, below 52.0 %: the mean of 5 endpoints is 90.0 %, the deviation 20.0", decision.Why);
    }

    [Theory]
    [InlineData(5, 99, 1.9)] // Too few requests.
    [InlineData(4, 100, 1.0)] // Too few endpoints.
    [InlineData(5, 100, 2.0)] // The mean, 90, minus 2 deviations of 20 is 50: not strictly below it.
    public void What_does_not_suffice_ejects_nobody(int hosts, int requests, double deviations)
    {
        var run = new DetectorRun(Rates with { SuccessRateDeviations = deviations }, hosts);
        var failures = new int[hosts];
        failures[^1] = requests / 2;
        Serve(run, requests, failures);
        Assert.Empty(run.TickAfter(10));
    }

    [Fact]
    public void Equal_rates_eject_nobody_however_bad()
    {
        var run = new DetectorRun(Rates, 6);
        Serve(run, 200, 200, 200, 200, 200, 200, 200);
        Assert.Empty(run.TickAfter(10));
    }

    [Theory]
    [InlineData(84, 0)]
    [InlineData(85, 1)]
    public void A_share_of_failures_at_the_threshold_ejects(int failures, int ejected)
    {
        var run = new DetectorRun(Rates with { EnforcingSuccessRate = 0, EnforcingFailurePercentage = 100 }, 5);
        Serve(run, 100, failures, 0, 0, 0, 0);
        Assert.Equal(ejected, run.TickAfter(10).Count(decision => decision is { Verdict: EjectionVerdict.Ejected, Cause: EjectionCause.FailurePercentage }));
    }

    [Fact]
    public void An_interval_forgets_the_one_before()
    {
        var run = new DetectorRun(Rates with { EnforcingSuccessRate = 0, EnforcingFailurePercentage = 100 }, 5);
        Serve(run, 49, 49, 0, 0, 0, 0);
        Assert.Empty(run.TickAfter(10));
        Serve(run, 49, 49, 0, 0, 0, 0);
        Assert.Empty(run.TickAfter(10));
    }

    [Fact]
    public void Split_off_failures_seen_here_are_compared_for_themselves()
    {
        var run = new DetectorRun(Rates with { SplitsLocalOrigin = true }, 5);
        for (var host = 0; host < 5; host++) run.Report(host, Ok, 100);
        run.Report(3, Refused, 100);
        Assert.Equal(EjectionCause.SuccessRateLocalOrigin, Assert.Single(run.TickAfter(10)).Cause);
    }

    [Fact]
    public void Who_is_out_does_not_shift_the_mean()
    {
        var run = new DetectorRun(Rates with { Consecutive5xx = 5, SuccessRateDeviations = 1.5 }, 6);
        run.Report(5, Answer(500), 500);
        Serve(run, 100, 0, 0, 0, 0, 3);
        Assert.Equal("host-4", Assert.Single(run.TickAfter(10)).Host.Name);
    }

    private static void Serve(DetectorRun run, int requests, params int[] failures)
    {
        foreach (var (host, failed) in failures.Index())
        {
            run.Report(host, Answer(500), failed);
            run.Report(host, Ok, requests - failed);
        }
    }
}

using ActorMesh.DataPlane.Clusters.Balancing;
using ActorMesh.DataPlane.Resilience.Ejection;
using CsCheck;
using Xunit;
using static ActorMesh.Tests.Fast.DataPlane.Resilience.Ejection.Outcomes;

namespace ActorMesh.Tests.Fast.DataPlane.Resilience.Ejection;

/// <summary>What holds for the detector whatever happens in whatever order.</summary>
public sealed class OutlierPropertyTests
{
    private const int HostsMax = 8;

    private static readonly Gen<OutlierSettings> Settings =
        from share in Gen.Int[0, 100]
        from one in Gen.Bool
        from keeps in Gen.Bool
        from splits in Gen.Bool
        from enforcing in Gen.Int[0, 2].Select(half => half * 50)
        from seconds in Gen.Int[1, 60]
        select new OutlierSettings
        {
            Consecutive5xx = 3, ConsecutiveGatewayFailures = 2, ConsecutiveLocalOriginFailures = 2, MaxEjectionPercent = share, AlwaysEjectsOne = one,
            AlwaysKeepsOne = keeps, SplitsLocalOrigin = splits, EnforcingConsecutiveGatewayFailures = enforcing, EnforcingFailurePercentage = enforcing,
            BaseEjectionTime = TimeSpan.FromSeconds(seconds), MaxEjectionTime = TimeSpan.FromSeconds(100), MaxEjectionTimeJitter = TimeSpan.FromSeconds(7),
            SuccessRateHostsMin = 2, SuccessRateRequestsMin = 3, FailurePercentageHostsMin = 1, FailurePercentageRequestsMin = 3,
        };

    /// <summary>What happens, and to which endpoint.</summary>
    private static readonly Gen<(int Kind, int Host)[]> Events = Gen.Select(Gen.Int[0, 8], Gen.Int[0, HostsMax - 1]).Array[0, 200];

    private static readonly Gen<(OutlierSettings Settings, int Hosts, ulong Seed, (int Kind, int Host)[] Events)> Cases =
        Gen.Select(Settings, Gen.Int[1, HostsMax], Gen.ULong, Events);

    [Fact]
    public void Nobody_is_ejected_beyond_the_share() => Cases.Sample(one => Play(one, (run, decision) =>
    {
        if (decision.Verdict != EjectionVerdict.Ejected) return;
        var isWithin = 100 * run.Out.Count() <= one.Settings.MaxEjectionPercent * run.Detector.Hosts.Count;
        Assert.True(isWithin || (one.Settings.AlwaysEjectsOne && run.Out.Count() == 1));
    }));

    [Fact]
    public void One_stays_where_one_is_kept() => Cases.Sample(one =>
    {
        var run = Play(one with { Settings = one.Settings with { AlwaysKeepsOne = true, MaxEjectionPercent = 100 } }, (run, _) =>
            Assert.NotEqual(run.Detector.Hosts.Count, run.Out.Count()));
        Assert.NotEqual(run.Detector.Hosts.Count, run.Out.Count());
    });

    [Fact]
    public void Who_is_ejected_was_in_and_who_returns_was_out_and_the_counters_agree() => Cases.Sample(one =>
    {
        var isOut = new HashSet<string>(StringComparer.Ordinal);
        var run = Play(one, (_, decision) =>
        {
            if (decision.Verdict == EjectionVerdict.Ejected) Assert.True(isOut.Add(decision.Host.Name));
            if (decision.Verdict == EjectionVerdict.Returned) Assert.True(isOut.Remove(decision.Host.Name));
        });
        Assert.Equal(isOut.Order(StringComparer.Ordinal), run.Detector.Hosts.Where(host => host.IsOut).Select(host => host.Name));
        Assert.Equal(isOut.Count, run.Counters.Active);
        Assert.Equal(run.Detector.Hosts.Sum(host => host.Cell.Ejections), run.Counters.EnforcedTotal);
    });

    [Fact]
    public void Who_returns_has_a_clean_record() => Cases.Sample(one => Play(one, (_, decision) =>
    {
        if (decision.Verdict == EjectionVerdict.Returned)
            Assert.Equal((0, 0, 0), (decision.Host.Cell.ServerErrors, decision.Host.Cell.GatewayFailures, decision.Host.Cell.LocalOriginFailures));
    }));

    [Fact]
    public void Every_ejection_ends_in_the_longest_time_and_its_jitter() => Cases.Sample(one =>
    {
        var run = Play(one, (run, decision) => Assert.True(decision.Verdict != EjectionVerdict.Ejected
            || (decision.Duration <= TimeSpan.FromSeconds(107) && decision.Duration >= one.Settings.BaseEjectionTime && decision.Until == run.Now + decision.Duration)));
        run.TickAfter(1); // Takes what was counted before.
        for (var i = 0; i < 12; i++) run.TickAfter(10);
        Assert.Empty(run.Out);
    });

    [Fact]
    public void The_same_events_and_draws_lead_to_the_same() => Cases.Sample(one => Assert.Equal(Story(one), Story(one)));

    private static List<string> Story((OutlierSettings Settings, int Hosts, ulong Seed, (int Kind, int Host)[] Events) one)
    {
        List<string> story = [];
        Play(one, (_, decision) => story.Add($"{decision.Host.Name} {decision.Verdict} {decision.Cause} {decision.Until.Ticks} {decision.Why}"));
        return story;
    }

    private static DetectorRun Play(
        (OutlierSettings Settings, int Hosts, ulong Seed, (int Kind, int Host)[] Events) one, Action<DetectorRun, EjectionDecision> look)
    {
        var run = new DetectorRun(one.Settings, one.Hosts, new FastRandom(one.Seed).NextFraction);
        foreach (var (kind, number) in one.Events)
        {
            var host = number % one.Hosts;
            IReadOnlyList<EjectionDecision> decisions = kind switch
            {
                0 => run.Report(host, Ok),
                1 => run.Report(host, Answer(500)),
                2 or 3 => run.Report(host, Answer(503)),
                4 or 5 => run.Report(host, Refused),
                6 => run.Detector.PassCheck(run[host]),
                7 => run.TickAfter(5),
                _ => run.TickAfter(10),
            };
            foreach (var decision in decisions) look(run, decision);
        }

        return run;
    }
}

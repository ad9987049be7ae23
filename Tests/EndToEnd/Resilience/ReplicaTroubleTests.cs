using ActorMesh.Tests.EndToEnd.Rig.Load;
using ActorMesh.Tests.EndToEnd.Rig.Peers;
using Xunit;
using Xunit.Abstractions;

namespace ActorMesh.Tests.EndToEnd.Resilience;

/// <summary>One replica of three turns bad under a steady load: what callers notice, with and without each policy.</summary>
public sealed class ReplicaTroubleTests(ReplicaFixture replicas, ITestOutputHelper output) : IClassFixture<ReplicaFixture>
{
    private const int PerSecond = 200, AnswersBefore = 100, AnswersAfter = 500, AnswersInWindow = 90;
    private const string Healthy = "latency=10ms&errors=0%25&error-status=500";

    // Of one in three requests; some are answered by kept connections or while the policy still learns.
    private const double ShareUntreatedMin = 0.2;

    // What is under way at the same time may fail beside the failures in a row that take the replica out.
    private const int FailedBeforeEjectionMax = 120;

    // Waiting out one try, and going elsewhere.
    private static readonly TimeSpan Normal = TimeSpan.FromMilliseconds(200), EjectedWithin = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Window = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan SlowAnswer = TimeSpan.FromMilliseconds(500);

    [Theory]
    [InlineData(Trouble.Killed)]
    [InlineData(Trouble.Hung)]
    [InlineData(Trouble.Failing)]
    public async Task Without_a_policy_callers_see_it(Trouble trouble)
    {
        var run = await Run(trouble, Policies.None);
        Assert.True(run.During.Failed >= run.During.Count * ShareUntreatedMin, $"{run.During}");
        Assert.Null(run.Ejected);
    }

    [Fact]
    public async Task Without_a_policy_a_slow_one_is_the_slowest_answers_of_all()
    {
        var run = await Run(Trouble.Slow, Policies.None);
        Assert.True(run.During.Failed == 0 && run.During.Percentile(0.9) >= SlowAnswer, $"{run.During}");
    }

    [Theory]
    [InlineData(Trouble.Killed)]
    [InlineData(Trouble.Hung)]
    [InlineData(Trouble.Slow)]
    [InlineData(Trouble.Failing)]
    public async Task With_retries_nobody_sees_a_failure(Trouble trouble)
    {
        var run = await Run(trouble, Policies.OnlyRetries);
        Assert.True(run.During.Failed == 0, $"{run.During}");
    }

    [Theory]
    [InlineData(Trouble.Killed)]
    [InlineData(Trouble.Hung)]
    [InlineData(Trouble.Failing)]
    public async Task Without_retries_an_ejection_ends_the_failures(Trouble trouble)
    {
        var run = await Run(trouble, Policies.OnlyOutlier);
        Assert.InRange(run.During.Failed, 1, FailedBeforeEjectionMax + (trouble == Trouble.Hung ? PerSecond / 2 : 0));
        Assert.True(run.AfterEjection is { Count: > 100, Failed: 0 } && run.AttemptsAfterEjection == 0, $"{run.AfterEjection}");
    }

    [Theory]
    [InlineData(Trouble.Killed, false)]
    [InlineData(Trouble.Hung, false)]
    [InlineData(Trouble.Slow, false)]
    [InlineData(Trouble.Failing, false)]
    [InlineData(Trouble.Killed, true)]
    [InlineData(Trouble.Hung, true)]
    [InlineData(Trouble.Slow, true)]
    [InlineData(Trouble.Failing, true)]
    public async Task With_retries_and_ejection_nobody_sees_it_and_latency_is_soon_as_before(Trouble trouble, bool andBreaker)
    {
        var run = await Run(trouble, andBreaker ? Policies.All : Policies.Both);
        Assert.True(run.During.Failed == 0, $"{run.During}");
        Assert.True(run.Ejected < EjectedWithin, $"ejected after {run.Ejected}");
        Assert.Equal(0, run.AttemptsAfterEjection);
        // Whatever else the machine is busy with: there is a time within seconds of the ejection when not one answer of a hundred is slow.
        Assert.Contains(run.AfterEjection!.Windows(Window), window => window.Count >= AnswersInWindow && window.Percentile(0.99) < Normal);
    }

    [Fact]
    public async Task One_bad_replica_of_three_does_not_open_the_breaker()
    {
        var run = await Run(Trouble.Failing, Policies.OnlyBreaker);
        Assert.Equal(0, run.During.With(503, "UO"));
        Assert.True(run.During.Failed >= run.During.Count * ShareUntreatedMin, $"{run.During}");
    }

    private async Task<TroubleRun> Run(Trouble trouble, Policies policies)
    {
        foreach (var replica in replicas.All) await replica.Behave(Healthy);
        await using var trio = await Trio.Start(replicas.All, policies);
        await using var load = new SteadyLoad(trio.Port, PerSecond);
        await load.Answered(AnswersBefore);
        var began = load.Now;
        await Begin(trouble);
        try
        {
            var ejected = policies.Outlier ? await Ejection(trio, load, began) : (TimeSpan?)null;
            var before = await trio.Attempts(replicas.Bad);
            await load.Answered(AnswersAfter);
            var attempts = await trio.Attempts(replicas.Bad) - before;
            var all = await load.Stop();
            var run = new TroubleRun(all.Due(began), ejected, ejected is { } time ? all.Due(began + time + Normal) : null, attempts);
            Publish(trouble, policies, run);
            return run;
        }
        finally
        {
            await End(trouble);
        }
    }

    private async Task<TimeSpan> Ejection(Trio trio, SteadyLoad load, TimeSpan began)
    {
        await trio.IsOut(replicas.Bad);
        return load.Now - began;
    }

    private Task Begin(Trouble trouble)
    {
        switch (trouble)
        {
            case Trouble.Killed:
                return replicas.Bad.Kill();
            case Trouble.Hung:
                replicas.Bad.Freeze();
                return Task.CompletedTask;
            case Trouble.Slow:
                return replicas.Bad.Behave("latency=500ms");
            default:
                return replicas.Bad.Behave("latency=0s&errors=100%25");
        }
    }

    private async Task End(Trouble trouble)
    {
        if (trouble == Trouble.Killed) await replicas.Bad.StartAgain();
        if (trouble == Trouble.Hung) replicas.Bad.Thaw();
    }

    private void Publish(Trouble trouble, Policies policies, TroubleRun run) => Figures.Publish(
        output,
        "one bad replica of three",
        ("trouble", trouble.ToString().ToLowerInvariant()),
        ("policies", policies.Name),
        ("requests", run.During.Count),
        ("failed", run.During.Failed),
        ("out after ms", run.Ejected is { } ejected ? Figures.Milliseconds(ejected) : "-"),
        ("p50 ms", Figures.Milliseconds(run.During.Percentile(0.5))),
        ("p99 ms", Figures.Milliseconds(run.During.Percentile(0.99))),
        ("p99 ms once out", run.AfterEjection is { } after ? Figures.Milliseconds(after.Percentile(0.99)) : "-"));
}

using ActorMesh.Lab.Charts;
using ActorMesh.Lab.Json;
using ActorMesh.Lab.Running;
using ActorMesh.Lab.Scenarios;
using Xunit;

namespace ActorMesh.Tests.Fast.Lab.Running;

public sealed class DeterminismTests
{
    private static readonly Scenario Sample = Labs.Shop(
        "load.arrivals = random, load.rate = 200/s, services { stock { latency { typical = 20ms, shape = lognormal }, workers = 4, errors = 5% } }, timeline = [ { from = 3s, until = 6s, service = stock, replica = 1, errors = 100% } ]",
        "retries { max-attempts = 3, on = [5xx], budget { enabled = on } }, outlier { enabled = on }, breaker.trip { enabled = on }");

    public static TheoryData<string> Names => [.. ShippedScenarios.Names];

    [Fact]
    public void The_same_seed_gives_the_same_bytes()
    {
        var once = Text(Sample, null);
        _ = Text(Labs.Shop("load.rate = 10/s"), 3);
        Assert.Equal(once, Text(Sample, null));
    }

    [Fact]
    public void Another_seed_gives_another_run() => Assert.NotEqual(Labs.Run(Sample).Trace, Labs.Run(Sample, seed: 43).Trace);

    [Fact]
    public void Runs_at_the_same_time_do_not_disturb_each_other()
    {
        var alone = Labs.Run(Sample).Trace;
        var together = new string[4];
        Parallel.For(0, together.Length, at => together[at] = Labs.Run(Sample).Trace);
        Assert.All(together, trace => Assert.Equal(alone, trace));
    }

    [Fact]
    public void A_service_that_nobody_calls_changes_nothing_for_others()
    {
        var more = Labs.Scenario("lab { title = t, load { at = a, rate = 50/s }, duration = 5s, services { b { latency { typical = 5ms, shape = exponential } } } }\nservices { a { port = 1, calls = [b] }, b { port = 2 }, c { port = 3 } }");
        var less = Labs.Scenario("lab { title = t, load { at = a, rate = 50/s }, duration = 5s, services { b { latency { typical = 5ms, shape = exponential } } } }\nservices { a { port = 1, calls = [b] }, b { port = 2 } }");
        Assert.Equal(Labs.Run(less).Trace, Labs.Run(more).Trace);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_scenario_is_the_same_twice_in_any_order(string name)
    {
        var scenario = ShippedScenarios.Read(name).Scenario!;
        var forward = scenario.Variants.Select(variant => ScenarioRun.Of(variant).Trace).ToList();
        var backward = scenario.Variants.Reverse().Select(variant => ScenarioRun.Of(variant).Trace).Reverse();
        Assert.Equal(forward, backward);
    }

    private static string Text(Scenario scenario, ulong? seed)
    {
        var runs = scenario.Variants.Select(variant => ScenarioRun.Of(variant, seed)).ToList();
        return LabJson.Text(RunShape.Of(scenario, runs)) + SvgReport.Of(scenario, runs);
    }
}

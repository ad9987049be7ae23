using ActorMesh.Lab.Assertions;
using ActorMesh.Lab.Running;
using ActorMesh.Lab.Scenarios;
using Xunit;

namespace ActorMesh.Tests.Fast.Lab.Scenarios;

public sealed class ShippedScenarioTests
{
    public static TheoryData<string> Names => [.. ShippedScenarios.Names];

    [Fact]
    public void There_are_the_scenarios_that_were_promised() => Assert.Equal(
        ["breaker-recovery", "health-check-blind-spot", "metastable", "one-bad-replica", "retry-storm", "slow-replica", "thundering-herd"], ShippedScenarios.Names);

    [Theory]
    [MemberData(nameof(Names))]
    public void Each_passes(string name)
    {
        var scenario = Read(name);
        foreach (var run in scenario.Variants.Select(variant => ScenarioRun.Of(variant)))
        {
            var verdicts = Verdicts.Of(run);
            Assert.NotEmpty(verdicts);
            Assert.Equal("", string.Join('\n', verdicts.Where(verdict => !verdict.Holds).Select(verdict => $"{run.Variant.Name}: {verdict.What}: {verdict.ValueText}, wanted {verdict.Wanted}")));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Each_passes_with_other_seeds(string name)
    {
        foreach (var seed in new ulong[] { 1, 2 })
        foreach (var variant in Read(name).Variants)
            Assert.Equal("", string.Join('\n', Verdicts.Of(ScenarioRun.Of(variant, seed)).Where(verdict => !verdict.Holds).Select(verdict => $"{seed} {variant.Name}: {verdict.What}: {verdict.ValueText}, wanted {verdict.Wanted}")));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Each_has_a_scene_and_a_lesson_that_says_what_to_turn(string name)
    {
        var scenario = Read(name);
        Assert.Matches("^[01][0-9]a?$", scenario.Scene);
        Assert.Contains("\n\nTurn: ", scenario.Lesson);
        Assert.InRange(scenario.Variants.Count, 2, 6);
    }

    [Fact]
    public void A_naive_chain_of_five_hops_and_three_tries_makes_exactly_243_of_one()
    {
        var run = ScenarioRun.Of(Read("retry-storm").Find("naive")!);
        Assert.Equal([3, 9, 27, 81, 243], Enumerable.Range(1, 5).Select(hop => run.Amplification($"hop-{hop}")));
    }

    private static Scenario Read(string name)
    {
        var reading = ShippedScenarios.Read(name);
        Assert.Equal("", string.Join('\n', reading.Diagnostics));
        return reading.Scenario!;
    }
}

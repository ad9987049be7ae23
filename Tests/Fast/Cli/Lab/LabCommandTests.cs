using System.Text.Json;
using ActorMesh.Cli;
using ActorMesh.Lab.Scenarios;
using Xunit;

namespace ActorMesh.Tests.Fast.Cli.Lab;

public sealed class LabCommandTests
{
    /// <summary>Nothing of it is left to chance.</summary>
    private const string Even = """
        lab {
          title = "A stock with two replicas, one of them bad"
          scene = "07a"
          lesson = "Half of it fails.\n\nTurn: nothing."
          duration = 10s
          load { at = shop, rate = 100/s, arrivals = even }
          services { stock { latency = 10ms } }
          timeline = [ { from = 5s, service = stock, replica = 2, errors = 100% } ]
          expect = [
            { measure = success, until = 4s, at-least = 100% }
            { measure = success, from = 5s, at-least = 40%, at-most = 60%, predicted = 50% }
            { measure = p99, at-most = 20ms }
          ]
        }
        mesh { name = m, defaults { load-balancer.policy = round-robin, outlier = off, breaker.trip = off, retries.max-attempts = 1 } }
        services { shop { port = 8000, calls = [stock] }, stock { port = 8001, endpoints = ["a:1", "b:1"] } }
        """;

    [Fact]
    public async Task A_run_is_shown_as_figures_bars_changes_verdicts_and_the_lesson()
    {
        var run = await CommandRun.Of("lab run -", Even);
        Assert.Equal(
            """
            <stdin>: A stock with two replicas, one of them bad (scene 07a)

              VARIANT  REQUESTS  SUCCESS  P50   P99   ATTEMPTS  ANSWERS
              all      999       74.87%   10ms  10ms  999       200: 748   502: 251

            attempts for each request, and the most that one can become as the file is written
              VARIANT  STOCK
              all      1x of 1x

            success
              all  ████▇▅▅▅▅▅

            p99 0..10ms, each step is a doubling or more
              all  ██████████

            attempts 0..100 a second
              all  ▇█████████
                   0s     10s

            what changed
              all  5s  stock-2 fails 100% begins

            ok  all  success 0s..4s   100%  at least 100%
            ok  all  success from 5s  50%   40% to 60%   theory: 50%
            ok  all  p99              10ms  at most 20ms

            Half of it fails.

            Turn: nothing.

            """, run.Data);
        Assert.Equal(ExitCode.Done, run.Code);
        Assert.Matches(@"^10 s of virtual time and [0-9,]+ events in [0-9.]+ s: [0-9,]+ times as fast as real time\n$", run.Talk);
    }

    [Fact]
    public async Task What_does_not_hold_ends_with_1_and_says_where_it_was_wanted()
    {
        var run = await CommandRun.Of("lab run -", Even.Replace("at-most = 20ms", "at-most = 5ms"));
        Assert.Equal(ExitCode.Failed, run.Code);
        Assert.Contains("FAIL  all  p99              10ms  at most 5ms   <stdin>:13:5\n", run.Data);
    }

    [Fact]
    public async Task Errors_in_the_file_end_with_3_and_show_the_spot()
    {
        var run = await CommandRun.Of("lab run -", Even.Replace("rate = 100/s", "rte = 100/s"));
        Assert.Equal((ExitCode.Findings, ""), (run.Code, run.Data));
        Assert.Equal(
            """
            <stdin>:6:22: error AM0104: unknown key 'rte' in lab.load
                6 |   load { at = shop, rte = 100/s, arrivals = even }
                  |                     ^^^ did you mean 'rate'?

            """, run.Talk.Replace(":6:21:", ":6:22:"));
    }

    [Theory]
    [InlineData("lab run retry-strom", "the program has no scenario `retry-strom`; did you mean `retry-storm`?")]
    [InlineData("lab run ./no/such.conf", "there is no file ./no/such.conf")]
    [InlineData("lab run retry-storm --seed -1", "--seed: '-1' is not a whole number from 0 to 4294967295")]
    [InlineData("lab run", "SCENARIO")]
    public async Task A_wrong_command_line_ends_with_2(string line, string expected)
    {
        var run = await CommandRun.Of(line);
        Assert.Equal((ExitCode.Usage, ""), (run.Code, run.Data));
        Assert.Contains(expected, run.Talk);
    }

    [Fact]
    public async Task A_variant_that_is_not_there_ends_with_5()
    {
        var run = await CommandRun.Of("lab run slow-replica --variant least");
        Assert.Equal((ExitCode.NotFound, ""), (run.Code, run.Data));
        Assert.Contains("slow-replica has no variant `least`", run.Talk);
    }

    [Fact]
    public async Task The_result_is_written_as_json_and_svg_and_is_the_same_each_time()
    {
        var folder = Directory.CreateTempSubdirectory("lab-test-").FullName;
        try
        {
            var (json, svg) = (Path.Combine(folder, "a.json"), Path.Combine(folder, "a.svg"));
            Assert.Equal(ExitCode.Done, (await CommandRun.Of($"lab run - --json {json} --svg {svg}", Even)).Code);
            var first = await File.ReadAllTextAsync(json) + await File.ReadAllTextAsync(svg);
            Assert.Equal(ExitCode.Done, (await CommandRun.Of($"lab run - --json {json} --svg {svg}", Even)).Code);
            Assert.Equal(first, await File.ReadAllTextAsync(json) + await File.ReadAllTextAsync(svg));
            var printed = await CommandRun.Of("lab run - -o json", Even);
            Assert.Equal(await File.ReadAllTextAsync(json), printed.Data);
            using var parsed = JsonDocument.Parse(printed.Data);
            Assert.True(parsed.RootElement.GetProperty("passed").GetBoolean());
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task The_scenarios_are_listed_and_their_files_shown()
    {
        var list = await CommandRun.Of("lab list");
        Assert.StartsWith("NAME                     SCENE  WHAT HAPPENS", list.Data, StringComparison.Ordinal);
        Assert.Equal(ShippedScenarios.Names.Count + 1, list.Data.TrimEnd('\n').Split('\n').Length);
        using var json = JsonDocument.Parse((await CommandRun.Of("lab list -o json")).Data);
        Assert.Equal(ShippedScenarios.Names.Count, json.RootElement.GetProperty("scenarios").GetArrayLength());
        Assert.Equal(ShippedScenarios.File("retry-storm").Text, (await CommandRun.Of("lab show retry-storm")).Data);
        Assert.Equal(ExitCode.NotFound, (await CommandRun.Of("lab show nothing")).Code);
        Assert.Equal(ScenarioManual.File.Text, (await CommandRun.Of("lab manual")).Data);
    }

    [Fact]
    public async Task What_is_shown_runs_when_it_is_read_back()
    {
        var shown = (await CommandRun.Of("lab show breaker-recovery")).Data;
        Assert.Equal(ExitCode.Done, (await CommandRun.Of("lab run -", shown)).Code);
    }
}

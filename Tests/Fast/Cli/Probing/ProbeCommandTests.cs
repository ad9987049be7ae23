using System.Text.Json;
using ActorMesh.Cli;
using Xunit;

namespace ActorMesh.Tests.Fast.Cli.Probing;

public sealed class ProbeCommandTests
{
    private const string Text = """
        services {
          frontend { port = 1080, expose = "/", calls = [orders] }
          orders { port = 1081, routes { place { match { path = "/place" } } } }
        }
        """;

    [Theory]
    [InlineData("frontend orders GET /place", ExitCode.Done, "ALLOW  frontend calls orders")]
    [InlineData("ingress frontend GET /x", ExitCode.Done, "ROUTE  every request -> all endpoints")]
    [InlineData("frontend orders GET /other", ExitCode.NotFound, "ROUTE  none: no rule of orders matches")]
    [InlineData("orders frontend GET /", ExitCode.NotAllowed, "DENY   orders does not list frontend in calls")]
    [InlineData("ingress orders GET /place", ExitCode.NotAllowed, "DENY   orders is not exposed")]
    public async Task The_exit_code_tells_what_the_first_word_says(string words, int code, string line)
    {
        var run = await CommandRun.Of($"probe {words} -f -", Text);
        Assert.Equal((code, "warning: so says the file; not all of it is carried out by this version: actormesh lint --notes <stdin>\n"), (run.Code, run.Talk));
        Assert.Contains(line, run.Data);
        Assert.Equal(code, (await CommandRun.Of($"probe {words} -f - -o json", Text)).Code);
    }

    [Theory]
    [InlineData("frontend odrers GET /", ExitCode.NotFound, "<stdin> has no service `odrers`; did you mean `orders`?")]
    [InlineData("fronted orders GET /", ExitCode.NotFound, "did you mean `frontend`?")]
    [InlineData("frontend orders GET place", ExitCode.Usage, "'place': a path starts with / and has no blanks")]
    [InlineData("frontend orders G=T /", ExitCode.Usage, "'G=T': a method is a word, as in GET")]
    [InlineData("frontend orders GET / -H x", ExitCode.Usage, "'x': a header is NAME=VALUE")]
    [InlineData("frontend orders GET", ExitCode.Usage, "PATH")]
    public async Task What_makes_no_sense_is_said_and_nothing_is_printed(string words, int code, string expected)
    {
        var run = await CommandRun.Of($"probe {words} -f -", Text);
        Assert.Equal((code, ""), (run.Code, run.Data));
        Assert.Contains(expected, run.Talk);
    }

    [Fact]
    public async Task A_file_with_errors_decides_nothing()
    {
        var run = await CommandRun.Of("probe a b GET / -f -", "services { a { port = x } }");
        Assert.Equal((ExitCode.Findings, ""), (run.Code, run.Data));
        Assert.Contains("see: actormesh lint <stdin>", run.Talk);
    }

    [Fact]
    public async Task Json_has_the_decision_the_rules_that_were_asked_and_the_pick()
    {
        var run = await CommandRun.Of("probe frontend orders GET /place -f - -o json", Text);
        using var json = JsonDocument.Parse(run.Data);
        var root = json.RootElement;
        Assert.Equal(("Probe", true), (root.GetProperty("kind").GetString(), root.GetProperty("allowed").GetBoolean()));
        Assert.Equal("place", root.GetProperty("route").GetProperty("name").GetString());
        Assert.Single(root.GetProperty("route").GetProperty("steps").EnumerateArray());
        Assert.StartsWith("orders:1081", root.GetProperty("pick").GetString(), StringComparison.Ordinal);
    }
}

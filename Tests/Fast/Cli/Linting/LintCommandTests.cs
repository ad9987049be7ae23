using System.Text.Json;
using ActorMesh.Cli;
using Xunit;

namespace ActorMesh.Tests.Fast.Cli.Linting;

/// <summary>The command as a whole, from its words to its exit code.</summary>
public sealed class LintCommandTests
{
    private const string Misspelt = "services {\n  orders { port = 8081, calls = [], timeout { request = 5 } }\n  orders-2 { prot = 1, port = 8082 }\n}\n";

    [Fact]
    public async Task Stdin_is_a_file_like_any_other()
    {
        var run = await CommandRun.Of("lint -", Misspelt);
        Assert.Equal(ExitCode.Findings, run.Code);
        Assert.Contains("<stdin>:2:57: error AM0102: duration '5' has no unit", run.Data);
        Assert.Contains("<stdin>:3:14: error AM0104: unknown key 'prot' in services.orders-2", run.Data);
        Assert.Contains("2 errors", run.Talk);
    }

    [Theory]
    [InlineData("json")]
    [InlineData("yaml")]
    [InlineData("wide")]
    [InlineData("table")]
    public async Task The_format_never_changes_the_exit_code(string format)
    {
        Assert.Equal(ExitCode.Findings, (await CommandRun.Of($"lint - -o {format}", Misspelt)).Code);
        Assert.Equal(ExitCode.Done, (await CommandRun.Of($"lint - -o {format}", "services { orders { port = 8081 } }")).Code);
    }

    [Fact]
    public async Task Json_says_what_it_is_and_has_every_finding_with_its_place()
    {
        var run = await CommandRun.Of("lint - -o json", Misspelt);
        using var json = JsonDocument.Parse(run.Data);
        var root = json.RootElement;
        Assert.Equal(("actormesh/v1", "Findings"), (root.GetProperty("apiVersion").GetString(), root.GetProperty("kind").GetString()));
        Assert.Equal((1, 2), (root.GetProperty("files").GetInt32(), root.GetProperty("errors").GetInt32()));
        var finding = root.GetProperty("findings").EnumerateArray().First(finding => finding.GetProperty("code").GetString() == "AM0104");
        Assert.Equal((3, 14, "services.orders-2.prot"), (finding.GetProperty("line").GetInt32(), finding.GetProperty("column").GetInt32(), finding.GetProperty("path").GetString()));
    }

    [Theory]
    [InlineData("lint", "FILE")]
    [InlineData("lint /no/such/mesh.conf", "there is no file /no/such/mesh.conf")]
    [InlineData("lint /", "/ is a folder; name the mesh file in it")]
    [InlineData("lint - --ignore AM1", "--ignore: 'AM1' is not CODE or CODE=PATH")]
    [InlineData("lint - --fail-on fatal", "fatal")]
    [InlineData("lint - -o xml", "--output: 'xml' is not a format; there are table, wide, json and yaml")]
    public async Task A_wrong_command_line_ends_with_2_and_says_what_is_right(string line, string expected)
    {
        var run = await CommandRun.Of(line);
        Assert.Equal((ExitCode.Usage, ""), (run.Code, run.Data));
        Assert.Contains(expected, run.Talk);
    }

    [Fact]
    public async Task Colour_is_on_words_that_say_the_same_without()
    {
        var plain = await CommandRun.Of("lint -", Misspelt);
        var coloured = await CommandRun.Of("lint -", Misspelt, colour: true);
        Assert.Contains("\e[31merror AM0104\e[0m", coloured.Data);
        Assert.Equal(plain.Data, coloured.Data.Replace("\e[31m", "").Replace("\e[33m", "").Replace("\e[0m", ""));
    }
}

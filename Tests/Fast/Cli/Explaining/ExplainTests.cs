using System.Text.Json;
using ActorMesh.Cli;
using ActorMesh.Cli.Output;
using ActorMesh.Hocon.Findings;
using Xunit;

namespace ActorMesh.Tests.Fast.Cli.Explaining;

public sealed class ExplainTests
{
    public static TheoryData<string> Codes => [.. Lessons.All.Select(lesson => lesson.Code)];

    [Theory]
    [MemberData(nameof(Codes))]
    public async Task Every_code_has_a_page_that_fits_a_terminal(string code)
    {
        var run = await CommandRun.Of($"explain {code}");
        Assert.Equal((ExitCode.Done, ""), (run.Code, run.Talk));
        Assert.StartsWith($"{code}: ", run.Data, StringComparison.Ordinal);
        Assert.Contains("\nWhy      ", run.Data);
        Assert.Contains("\nFix      ", run.Data);
        Assert.All(run.Data.Split('\n').TakeWhile(line => line is not ("Wrong" or "Right")), line => Assert.InRange(line.Length, 0, 120));
    }

    [Fact]
    public async Task Case_does_not_matter_and_what_is_not_known_ends_with_5()
    {
        Assert.Equal(await CommandRun.Of("explain AM0403"), await CommandRun.Of("explain am0403"));
        var unknown = await CommandRun.Of("explain AM9999");
        Assert.Equal((ExitCode.NotFound, ""), (unknown.Code, unknown.Data));
        Assert.Contains("the manual has no code `AM9999`", unknown.Talk);
    }

    [Fact]
    public async Task Without_a_code_all_are_listed()
    {
        var run = await CommandRun.Of("explain");
        Assert.Equal(Lessons.All.Count + 1, run.Data.TrimEnd('\n').Split('\n').Length);
        using var json = JsonDocument.Parse((await CommandRun.Of("explain -o json")).Data);
        Assert.Equal(Lessons.All.Count, json.RootElement.GetProperty("lessons").GetArrayLength());
    }

    [Fact]
    public void Sentences_are_broken_between_words()
    {
        var text = string.Join(' ', Enumerable.Repeat("word", 60));
        var lines = Paragraph.Wrap(text, 9).Split('\n');
        Assert.All(lines, line => Assert.InRange(line.Length, 1, 100));
        Assert.All(lines.Skip(1), line => Assert.StartsWith("         word", line, StringComparison.Ordinal));
        Assert.Equal(text, string.Join(' ', lines.Select(line => line.Trim())));
    }
}

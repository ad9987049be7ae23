using ActorMesh.Cli;
using ActorMesh.Cli.Completing;
using Xunit;

namespace ActorMesh.Tests.Fast.Cli.Completing;

public sealed class CompletionTests
{
    public static TheoryData<string> Shells => [.. CompletionScript.Shells];

    [Theory]
    [MemberData(nameof(Shells))]
    public async Task Every_shell_gets_a_bridge_that_asks_the_program(string shell)
    {
        var run = await CommandRun.Of($"completion {shell}");
        Assert.Equal((ExitCode.Done, ""), (run.Code, run.Talk));
        Assert.Contains("[suggest:", run.Data);
        Assert.EndsWith("\n", run.Data, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_shell_that_is_not_known_is_a_usage_error()
    {
        var run = await CommandRun.Of("completion tcsh");
        Assert.Equal(ExitCode.Usage, run.Code);
        Assert.Contains("pwsh", run.Talk);
    }
}

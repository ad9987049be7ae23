using ActorMesh.Tests.EndToEnd.Rig;
using ActorMesh.Tests.EndToEnd.Rig.Processes;
using Xunit;

namespace ActorMesh.Tests.EndToEnd.Commands;

/// <summary>Commands that read a mesh file, as a shell meets them.</summary>
public sealed class MeshCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new("commands");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task From_nothing_to_a_mesh_that_was_checked()
    {
        var run = await Shell("$A init && $A lint mesh.conf && $A describe service orders && $A probe frontend orders GET / && $A verify mesh.conf && $A plan mesh.conf mesh.conf");
        Assert.True(run.ExitCode == 0, run.Errors);
        Assert.Contains("service orders   mesh.conf:", run.Output, StringComparison.Ordinal);
        Assert.Contains("ALLOW  frontend calls orders", run.Output, StringComparison.Ordinal);
        Assert.EndsWith("nothing changes\n", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("$A lint missing.conf", 2)]
    [InlineData("echo 'services { a { port = x } }' | $A lint -", 3)]
    [InlineData("$A init - >a.conf; sed 's/8083/8084/' a.conf >b.conf; $A plan a.conf b.conf", 4)]
    [InlineData("$A init; $A describe service nobody", 5)]
    [InlineData("$A init; $A probe payments orders GET /", 7)]
    [InlineData("$A init; $A init", 1)]
    [InlineData("printf 'a\\0b' | $A lint -", 1)]
    [InlineData("printf '\\377' >a.conf; $A lint a.conf", 1)]
    public async Task Exit_codes_are_an_interface(string line, int expected)
    {
        var run = await Shell(line);
        Assert.True(run.ExitCode == expected, $"{run.ExitCode}: {run.Output}{run.Errors}");
        Assert.DoesNotContain("   at ", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pipe_that_is_closed_early_is_no_trouble()
    {
        var run = await Shell("$A explain -o json | head -n 1; echo ${PIPESTATUS[0]}");
        Assert.Equal(("{\n0\n", ""), (run.Output, run.Errors));
    }

    [Fact]
    public async Task Pipes_are_files_like_any_other()
    {
        var run = await Shell("$A plan <($A init -) <($A init - | sed 's/8083/8084/')");
        Assert.Equal(4, run.ExitCode);
        Assert.Contains("~ services.payments.port   8083 -> 8084", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("FORCE_COLOR=1", true)]
    [InlineData("FORCE_COLOR=1 NO_COLOR=1", false)]
    [InlineData("TERM=xterm", false)]
    public async Task Colour_is_for_terminals_and_for_those_who_insist(string environment, bool expected)
    {
        var run = await Shell($"echo 'services {{ a {{ prot = 1, port = 2 }} }}' | {environment} $A lint -");
        Assert.Equal(expected, run.Output.Contains("\e[31merror AM0104", StringComparison.Ordinal));
        Assert.Contains("error AM0104", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_environment_chooses_the_format_and_an_option_wins()
    {
        Assert.StartsWith("apiVersion: actormesh/v1\nkind: Lesson\n", (await Shell("ACTORMESH_OUTPUT=yaml $A explain AM0403")).Output, StringComparison.Ordinal);
        Assert.StartsWith("AM0403: ", (await Shell("ACTORMESH_OUTPUT=yaml $A explain AM0403 -o table")).Output, StringComparison.Ordinal);
        var wrong = await Shell("ACTORMESH_OUTPUT=xml $A explain AM0403");
        Assert.Equal((2, ""), (wrong.ExitCode, wrong.Output));
        Assert.Contains("ACTORMESH_OUTPUT: 'xml' is not a format", wrong.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("actormesh expl", "explain")]
    [InlineData("actormesh describe ser", "service")]
    [InlineData("actormesh describe service in", "inventory")]
    [InlineData("actormesh lint --fail", "--fail-on")]
    [InlineData("actormesh lint -o y", "yaml")]
    [InlineData("actormesh probe ing", "ingress")]
    [InlineData("actormesh lint ", "")]
    public async Task Bash_completes_what_the_program_says(string typed, string expected)
    {
        var word = typed[(typed.LastIndexOf(' ') + 1)..];
        var run = await Shell(
            $$"""
            $A init 2>/dev/null; PATH="$(dirname "$A"):$PATH"; source <(actormesh completion bash)
            COMP_LINE='{{typed}}'; COMP_POINT={{typed.Length}}; _actormesh actormesh '{{word}}' ''; echo "${COMPREPLY[*]}"
            """);
        Assert.Equal($"{expected}\n", run.Output);
    }

    private Task<CommandResult> Shell(string script) =>
        Command.Run("bash", ["-c", $"cd '{_folder.Path}'; A='{Repository.Program}'\n{script}"]);
}

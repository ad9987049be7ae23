using ActorMesh.Tests.EndToEnd.Rig;
using ActorMesh.Tests.EndToEnd.Rig.Load;
using ActorMesh.Tests.EndToEnd.Rig.Processes;
using Xunit;

namespace ActorMesh.Tests.EndToEnd.Identity;

public sealed class RotateCommandTests
{
    [Fact]
    public async Task A_sidecar_that_is_asked_to_has_another_certificate_at_once_and_fails_no_request()
    {
        await using var mesh = await IssuingMesh.Start();
        await Eventually.Holds("requests get through", async () => (await Command.Run("curl", ["-fsS", $"http://127.0.0.1:{mesh.Outbound}/"])).ExitCode == 0);
        await using var load = new SteadyLoad(mesh.Outbound, 50);
        var before = await IssuingMesh.Serial(mesh.Callee);

        var asked = await Command.Run(Repository.Program, ["cert", "rotate", "--admin", $"http://127.0.0.1:{mesh.Callee.AdminPort}"]);

        Assert.True(asked.ExitCode == 0, $"{asked}");
        await Eventually.Holds("it has another certificate", async () => await IssuingMesh.Serial(mesh.Callee) != before);
        var answers = await load.Stop();
        Assert.True(answers.Failed == 0, $"{answers}\n{mesh.Output}");
    }

    [Fact]
    public async Task Where_no_sidecar_answers_the_command_says_so()
    {
        var asked = await Command.Run(Repository.Program, ["cert", "rotate", "--admin", $"http://127.0.0.1:{FreePorts.Take()}"]);
        Assert.Contains("name another with --admin URL", $"{asked}", StringComparison.Ordinal);
        Assert.Equal(6, asked.ExitCode);
    }
}

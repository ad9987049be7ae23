using ActorMesh.Tests.EndToEnd.Rig;
using ActorMesh.Tests.EndToEnd.Rig.Load;
using ActorMesh.Tests.EndToEnd.Rig.Processes;
using Xunit;

namespace ActorMesh.Tests.EndToEnd.Identity;

/// <summary>A root that a person replaces as fast as it goes.</summary>
public sealed class RootRotationTests
{
    [Fact]
    public async Task The_old_root_goes_once_nobody_needs_it_and_no_request_fails()
    {
        await using var mesh = await IssuingMesh.Start();
        await Eventually.Holds("requests get through", async () => (await Command.Run("curl", ["-fsS", $"http://127.0.0.1:{mesh.Outbound}/"])).ExitCode == 0);
        await using var load = new SteadyLoad(mesh.Outbound, 50);

        Assert.Equal(0, (await Rotate(mesh)).ExitCode);
        Assert.Equal(0, (await Rotate(mesh, "--now")).ExitCode);
        var refused = await Rotate(mesh, "--now");
        Assert.True(refused.ExitCode == 1, $"{refused}");
        Assert.Contains("root-1 signed are in use still, of spiffe://shop.local/ns/default/sa/orders, spiffe://shop.local/ns/default/sa/web:", $"{refused}", StringComparison.Ordinal);

        foreach (var sidecar in new[] { mesh.Caller, mesh.Callee })
            Assert.Equal(0, (await Command.Run(Repository.Program, ["cert", "rotate", "--admin", $"http://127.0.0.1:{sidecar.AdminPort}"])).ExitCode);
        await Eventually.Holds("the old root goes", async () => (await Rotate(mesh, "--now")).ExitCode == 0, TimeSpan.FromSeconds(60));

        foreach (var sidecar in new[] { mesh.Caller, mesh.Callee }) Assert.Equal("valid", (await sidecar.Json("/identity")).GetProperty("state").GetString());
        Assert.Equal(0, (await Command.Run("curl", ["-fsS", $"http://127.0.0.1:{mesh.Outbound}/"])).ExitCode);
        var answers = await load.Stop();
        Assert.True(answers.Failed == 0, $"{answers}\n{mesh.Output}");
    }

    private static Task<CommandResult> Rotate(IssuingMesh mesh, params string[] more) =>
        Command.Run(Repository.Program, ["cert", "root", "--rotate", .. more, "--control", $"http://127.0.0.1:{mesh.Control.Api}"], TimeSpan.FromSeconds(20));
}

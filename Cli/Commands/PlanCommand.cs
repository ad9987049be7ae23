using System.CommandLine;
using ActorMesh.Cli.Control.Client;
using ActorMesh.Cli.Meshes;
using ActorMesh.Cli.Planning;
using ActorMesh.Cli.Terminals;

namespace ActorMesh.Cli.Commands;

/// <summary><c>actormesh plan</c>: what changes between two mesh files, or between the running mesh and a file, and whom that reaches.</summary>
internal static class PlanCommand
{
    public static Command Create(Terminal terminal)
    {
        var files = MeshFileArguments.OneOrTwo("FILE", "The mesh file as it shall be; before it the file as it is, else that is the running mesh.");
        var control = ControlOption.Create();
        var output = OutputOption.Create();
        var command = new Command("plan", "Compare two mesh files, or the running mesh with one: values, xDS resources, proxies, findings. Exit 4 when they differ.")
        {
            files, control, output,
        };
        command.SetAction((parsed, stop) =>
        {
            var named = parsed.GetValue(files)!;
            var run = new PlanRun(output.Of(parsed), terminal);
            var @new = CheckedMesh.Read(named[^1], terminal.Input);
            if (named.Length == 2) return Task.FromResult(run.Run(CheckedMesh.Read(named[0], terminal.Input), @new));
            return control.Ask(parsed, terminal.Talk, async client => run.Run(await Running(client, stop), @new));
        });
        return command;
    }

    private static async Task<CheckedMesh> Running(ControlClient client, CancellationToken stop) => MeshUpload.Read(await client.Version(version: null, stop));
}

using System.CommandLine;
using ActorMesh.Cli.Meshes;
using ActorMesh.Cli.Planning;
using ActorMesh.Cli.Terminals;

namespace ActorMesh.Cli.Commands;

/// <summary><c>actormesh plan</c>: what changes between two mesh files, and whom that reaches.</summary>
internal static class PlanCommand
{
    public static Command Create(Terminal terminal)
    {
        var old = MeshFileArguments.One("OLD", "The mesh file as it is.");
        var @new = MeshFileArguments.One("NEW", "The mesh file as it shall be.");
        var output = OutputOption.Create();
        var command = new Command("plan", "Compare two mesh files: values, xDS resources, proxies, findings. Exit 4 when they differ.") { old, @new, output };
        command.SetAction(parsed => new PlanRun(output.Of(parsed), terminal).Run(
            CheckedMesh.Read(parsed.GetValue(old)!, terminal.Input), CheckedMesh.Read(parsed.GetValue(@new)!, terminal.Input)));
        return command;
    }
}

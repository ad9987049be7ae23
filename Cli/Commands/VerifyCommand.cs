using System.CommandLine;
using ActorMesh.Cli.Linting;
using ActorMesh.Cli.Meshes;
using ActorMesh.Cli.Terminals;
using ActorMesh.Cli.Verifying;

namespace ActorMesh.Cli.Commands;

/// <summary><c>actormesh verify</c>: what a mesh does at worst, worked out from its file.</summary>
internal static class VerifyCommand
{
    public static Command Create(Terminal terminal)
    {
        var files = MeshFileArguments.Several("Mesh files.");
        var failOn = SeverityOption.Create();
        var notes = new Option<bool>("--notes") { Description = "Show what is merely good to know, too." };
        var output = OutputOption.Create();
        var command = new Command("verify", "Work out the worst case: how retries multiply, who waits for whom, who may call whom.") { files, failOn, notes, output };
        command.SetAction(parsed => new VerifyRun(
            new LintOptions(SeverityOption.Of(parsed.GetValue(failOn)), parsed.GetValue(notes), []), output.Of(parsed), terminal).Run(parsed.GetValue(files)!));
        return command;
    }
}

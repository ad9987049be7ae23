using System.CommandLine;
using ActorMesh.Cli.Completing;
using ActorMesh.Cli.Terminals;

namespace ActorMesh.Cli.Commands;

/// <summary><c>actormesh completion</c>: prints what a shell needs to complete this program's commands.</summary>
internal static class CompletionCommand
{
    public static Command Create(Terminal terminal)
    {
        var shell = new Argument<string>("SHELL") { Description = "bash, zsh, fish or pwsh." };
        shell.AcceptOnlyFromAmong([.. CompletionScript.Shells]);
        var command = new Command("completion", "Print a script that makes your shell complete commands.") { shell };
        command.SetAction(parsed => terminal.Data.Write(CompletionScript.For(parsed.GetValue(shell)!)));
        return command;
    }
}

using System.CommandLine;
using ActorMesh.Cli.Beginning;
using ActorMesh.Cli.Meshes;
using ActorMesh.Cli.Terminals;

namespace ActorMesh.Cli.Commands;

/// <summary><c>actormesh init</c>: a file to begin with. Asks nothing.</summary>
internal static class InitCommand
{
    public static Command Create(Terminal terminal)
    {
        var file = new Argument<string>("FILE")
        {
            Description = "The file to write; - is stdout.", DefaultValueFactory = _ => MeshFileArguments.Usual,
        };
        var force = new Option<bool>("--force") { Description = "Replace a file that is there." };
        var command = new Command("init", "Write the smallest mesh file that runs.") { file, force };
        command.SetAction(parsed =>
        {
            var path = parsed.GetValue(file)!;
            if (path == MeshText.StandardInput)
            {
                terminal.Data.Write(ShopFile.Text);
                return;
            }
            ShopFile.Write(path, parsed.GetValue(force));
            terminal.Talk.Succeed($"{path}: four services, ready to run");
            terminal.Talk.Say($"next: actormesh lint {path}   actormesh describe service orders -f {path}   actormesh up {path}");
        });
        return command;
    }
}

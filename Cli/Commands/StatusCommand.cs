using System.CommandLine;
using ActorMesh.Cli.Inspecting;
using ActorMesh.Cli.Terminals;

namespace ActorMesh.Cli.Commands;

/// <summary><c>actormesh status</c>: how far each proxy is, what runs, and who leads.</summary>
internal static class StatusCommand
{
    public static Command Create(Terminal terminal)
    {
        var control = ControlOption.Create();
        var output = OutputOption.Create();
        var command = new Command("status", "Show how far each proxy is, what the mesh runs, and who leads.") { control, output };
        command.SetAction((parsed, stop) => control.Ask(parsed, terminal.Talk, client => new StatusRun(client, output.Of(parsed), terminal).Run(stop)));
        return command;
    }
}

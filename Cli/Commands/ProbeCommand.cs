using System.CommandLine;
using ActorMesh.Cli.Meshes;
using ActorMesh.Cli.Probing;
using ActorMesh.Cli.Terminals;

namespace ActorMesh.Cli.Commands;

/// <summary><c>actormesh probe</c>: what would become of a request, without sending one.</summary>
internal static class ProbeCommand
{
    public static Command Create(Terminal terminal)
    {
        var explain = new Option<bool>("--explain") { Description = "Show each rule that was asked, and why it was passed over." };
        var output = OutputOption.Create();
        var command = new Command("probe", "Decide about a request without sending it. Exit 0 allowed, 7 denied, 5 no route.") { explain, output };
        var request = RequestArguments.AddTo(command);
        command.SetAction(parsed => new ProbeRun(CheckedMesh.Read(request.Mesh(parsed), terminal.Input), parsed.GetValue(explain), output.Of(parsed), terminal).Run(request.Of(parsed)));
        return command;
    }
}

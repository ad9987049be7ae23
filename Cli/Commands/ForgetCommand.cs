using System.CommandLine;
using ActorMesh.Cli.Terminals;

namespace ActorMesh.Cli.Commands;

/// <summary><c>actormesh forget</c>: a proxy that is out of sight will not come back.</summary>
internal static class ForgetCommand
{
    public static Command Create(Terminal terminal)
    {
        var proxy = new Argument<string>("PROXY") { Description = "Its name, as status shows it." };
        var control = ControlOption.Create();
        var command = new Command("forget", "Take the endpoint of a proxy away that is out of sight and will not come back.") { proxy, control };
        command.SetAction((parsed, stop) => control.Ask(parsed, terminal.Talk, async client =>
        {
            var forgotten = await client.Forget(parsed.GetValue(proxy)!, stop);
            terminal.Talk.Succeed($"{forgotten.Id} is no endpoint of {forgotten.Service} any more");
            return ExitCode.Done;
        }));
        return command;
    }
}

using System.CommandLine;
using ActorMesh.Cli.Inspecting;
using ActorMesh.Cli.Terminals;

namespace ActorMesh.Cli.Commands;

/// <summary><c>actormesh diff</c>: what a proxy should run against what it runs.</summary>
internal static class DiffCommand
{
    public static Command Create(Terminal terminal)
    {
        var proxy = new Argument<string>("PROXY") { Description = "Its name, as status shows it." };
        var admin = AdminOption.Create("The proxy's admin API, to compare with what it really runs, as in http://127.0.0.1:15000. Without it: with what it acknowledged.");
        var control = ControlOption.Create();
        var output = OutputOption.Create();
        var command = new Command("diff", "Compare what a proxy should run with what it runs. Exit 4 when that differs.") { proxy, admin, control, output };
        command.SetAction((parsed, stop) => control.Ask(parsed, terminal.Talk, client =>
            new ProxyDiffRun(client, parsed.GetValue(admin), output.Of(parsed), terminal).Run(parsed.GetValue(proxy)!, stop)));
        return command;
    }
}

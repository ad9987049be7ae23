using System.CommandLine;
using ActorMesh.Cli.Demo;
using ActorMesh.Cli.Terminals;

namespace ActorMesh.Cli.Commands;

/// <summary><c>actormesh demo</c>: traffic through a proxy, at one command.</summary>
internal static class DemoCommand
{
    public static Command Create(Terminal terminal, TimeProvider clock)
    {
        var once = new Option<bool>("--once") { Description = "End after the demo's own requests." };
        var print = new Option<bool>("--print-config") { Description = "Print the configuration that the demo runs, and end." };
        var offset = NumberOption.Create("--port-offset", 0, 40_000, "Added to every port, when the usual ones are taken. Default 0.");
        var command = new Command("demo", "See traffic flow: a proxy, three workloads and a client in one process.") { once, print, offset };
        command.SetAction(async parsed =>
        {
            var sample = new DemoConfiguration(parsed.GetValue(offset) ?? 0);
            if (!parsed.GetValue(print)) return await new DemoRun(sample, parsed.GetValue(once), terminal, clock).Run();
            terminal.Data.Write(sample.Text);
            return ExitCode.Done;
        });
        return command;
    }
}

using System.CommandLine;
using ActorMesh.Cli.Control.Api;
using ActorMesh.Cli.Inspecting;
using ActorMesh.Cli.Terminals;

namespace ActorMesh.Cli.Commands;

/// <summary><c>actormesh history</c>: what was applied, when and by whom.</summary>
internal static class HistoryCommand
{
    private const int CountUsual = 20;

    public static Command Create(Terminal terminal, TimeProvider clock)
    {
        var count = NumberOption.Create("--count", 1, HistoryEndpoint.CountMax, $"How many versions, the newest first. Default {CountUsual}.");
        var before = NumberOption.Create("--before", 1L, long.MaxValue, "Only versions below this one.");
        var control = ControlOption.Create();
        var output = OutputOption.CreateWithNames();
        var command = new Command("history", "Show what was applied, when, by whom and why.") { count, before, control, output };
        command.SetAction((parsed, stop) => control.Ask(parsed, terminal.Talk, client =>
            new HistoryRun(client, output.Of(parsed), terminal, clock).Run(parsed.GetValue(before), parsed.GetValue(count) ?? CountUsual, stop)));
        return command;
    }
}

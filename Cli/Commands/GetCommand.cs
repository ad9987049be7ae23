using System.CommandLine;
using ActorMesh.Cli.Inspecting;
using ActorMesh.Cli.Terminals;

namespace ActorMesh.Cli.Commands;

/// <summary><c>actormesh get</c>: lists what the control plane knows of.</summary>
internal static class GetCommand
{
    public static Command Create(Terminal terminal) => new("get", "Show the running mesh, its services, its proxies, or the control nodes.")
    {
        Mesh(terminal),
        Kind("services", "The services of the running mesh, and how their proxies do.", (run, stop) => run.Services(stop), terminal),
        Kind("proxies", "The proxies, and how far each is.", (run, stop) => run.Proxies(stop), terminal),
        Kind("members", "The members of the cluster, and who leads.", (run, stop) => run.Members(stop), terminal),
    };

    private static Command Mesh(Terminal terminal)
    {
        var version = NumberOption.Create("--version", 1L, long.MaxValue, "This version instead of the one that runs.");
        return Kind("mesh", "The text of the running mesh, as it was applied.", (run, parsed, stop) => run.Mesh(parsed.GetValue(version), stop), terminal, version);
    }

    private static Command Kind(string kind, string description, Func<GetRun, CancellationToken, Task<int>> show, Terminal terminal) =>
        Kind(kind, description, (run, _, stop) => show(run, stop), terminal);

    private static Command Kind(string kind, string description, Func<GetRun, ParseResult, CancellationToken, Task<int>> show, Terminal terminal, params Option[] more)
    {
        var control = ControlOption.Create();
        var output = OutputOption.CreateWithNames();
        var command = new Command(kind, description) { control, output };
        foreach (var option in more) command.Add(option);
        command.SetAction((parsed, stop) => control.Ask(parsed, terminal.Talk, client => show(new GetRun(client, output.Of(parsed), terminal), parsed, stop)));
        return command;
    }
}
